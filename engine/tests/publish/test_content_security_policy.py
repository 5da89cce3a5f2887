from walkback.publish.content_security_policy import policy, without_style_attributes


def test_the_hash_follows_the_script():
    # the example of the CSP specification
    hello = "<script>doSomething();</script>"
    assert "script-src 'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='" in policy(hello)
    assert policy("<script>1</script>") != policy("<script>2</script>")


def test_a_page_without_script_or_style_lets_none_in():
    assert "style-src 'none'; script-src 'none'" in policy("<p></p>")


def test_every_style_sheet_is_named():
    assert policy("<style>a</style><style>b\n</style>").count("sha256-") == 2


def test_style_attributes_become_classes():
    page, rules = without_style_attributes(
        '<col style="width: 5%" /><col style="width: 5%" />'
        '<td class="a b" style="text-align: right;">1</td><th style="x: y">&lt;p style="q"&gt;</th>'
    )
    assert page == (
        '<col class="style-1" /><col class="style-1" />'
        '<td class="a b style-2">1</td><th class="style-3">&lt;p style="q"&gt;</th>'
    )
    assert rules == ".style-1{width: 5%}\n.style-2{text-align: right;}\n.style-3{x: y}"


def test_text_that_only_looks_like_an_attribute_stays():
    text = '<p>he wrote style="x" and so on</p>'
    assert without_style_attributes(text) == (text, "")
