import io

from walkback.run.tell.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def course(stream: io.StringIO) -> str:
    progress = Progress(stream, width=6)
    progress.begin("01_a", "never run")
    progress.cell("01_a", 1, 2)
    progress.cell("01_a", 2, 2)
    progress.end("01_a", "ran", "never run")
    progress.skip("02_b", "up to date")
    progress.stop()
    return stream.getvalue()


def test_a_log_gets_one_line_a_stage():
    assert course(io.StringIO()) == (
        "01_a    ran           0.0 s  never run\n02_b    –                    up to date\n"
    )


def test_a_terminal_gets_a_live_line():
    text = course(Terminal())
    assert "\r\x1b[K01_a    cell 1/2  0 s\r\x1b[K01_a    cell 2/2  0 s" in text
    assert text.endswith("up to date\n\r\x1b[K")


def test_two_stages_at_once():
    stream = Terminal()
    progress = Progress(stream, width=6)
    progress.begin("02_b", "never run")
    progress.begin("03_c", "never run")
    progress.cell("03_c", 1, 2)
    assert stream.getvalue().endswith("\r\x1b[K02_b  starts  0 s  |  03_c  cell 1/2  0 s")
    progress.end("02_b", "failed", "03_c goes on to its end")
    progress.cell("03_c", 2, 2)
    assert stream.getvalue().endswith(
        "\r\x1b[K02_b    failed        0.0 s  03_c goes on to its end\n"
        "\r\x1b[K03_c    cell 2/2  0 s"
    )
