"""The words that the exporter itself puts into the document, in each language."""

WORDS = {
    "en": {
        "figure": "Figure",
        "table": "Table",
        "section": "Section",
        "chapter": "Chapter",
        "appendix": "Appendix",
        "elsewhere": "another chapter",
        "value": "value",
        "contents": "Contents",
        "summary": "Summary",
        "source-line": "Sources:",
        "notes": "Note:",
        "continued": "continued",
        "data": "Data (CSV)",
        "data-table": "The data as a table",
        "more": "and {count} more",
        "code": "Code",
        "values-title": "Where the numbers come from",
        "sources-title": "Sources",
        "colophon-title": "Colophon",
        "primary": "primary",
        "secondary": "secondary",
        "repost": "repost or mirror",
        "unchecked": "not checked against the publication",
        "keyline": "{sources} sources · {values} numbers that walk back to their rows · data {data}",
        "method": "Method",
        "caution": "Caution",
        "finding": "Finding",
        "judgement": "Judgement",
        "skip": "Skip to the text",
        "dark": "Dark",
        "back": "Back to the text",
    },
    "zh": {
        "figure": "图",
        "table": "表",
        "section": "节",
        "chapter": "章",
        "appendix": "附录",
        "elsewhere": "另一章",
        "value": "数值",
        "contents": "目录",
        "summary": "摘要",
        "source-line": "来源：",
        "notes": "注：",
        "continued": "续表",
        "data": "数据（CSV）",
        "data-table": "数据表",
        "more": "另 {count} 项",
        "code": "代码",
        "values-title": "数字的出处",
        "sources-title": "来源",
        "colophon-title": "制作说明",
        "primary": "一手",
        "secondary": "二手",
        "repost": "转载或镜像",
        "unchecked": "未与原文核对",
        "keyline": "{sources} 个来源 · {values} 个可追溯的数字 · 数据 {data}",
        "method": "方法",
        "caution": "注意",
        "finding": "发现",
        "judgement": "判断",
        "skip": "跳到正文",
        "dark": "深色",
        "back": "回到正文",
    },
}

LANGUAGES = {
    "en": {
        "de": "German",
        "en": "English",
        "fr": "French",
        "it": "Italian",
        "ja": "Japanese",
        "ko": "Korean",
        "zh": "Chinese",
    },
    "zh": {
        "de": "德文",
        "en": "英文",
        "fr": "法文",
        "it": "意大利文",
        "ja": "日文",
        "ko": "韩文",
        "zh": "中文",
    },
}


def words(lang: str) -> dict[str, str]:
    """The words for a language tag such as `en` or `zh-Hans`; English where it is not known."""
    return WORDS.get(lang.split("-")[0], WORDS["en"])


def language_name(code: str, lang: str) -> str:
    """The name of the language `code`, told in the language `lang`; the code where unknown."""
    names = LANGUAGES.get(lang.split("-")[0], LANGUAGES["en"])
    return names.get(code.split("-")[0], code)
