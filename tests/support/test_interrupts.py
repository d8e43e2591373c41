"""Ctrl-C is held back for a while, and never lost."""

import signal
import threading

import pytest

from scoring import render
from support.interrupts import holding_interrupts

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="teal" d="M1 1h6v6H1z"/></svg>'


def test_an_interrupt_waits_for_the_end():
    done = []
    with pytest.raises(KeyboardInterrupt), holding_interrupts():
        signal.raise_signal(signal.SIGINT)
        done.append("the rest")
    assert done == ["the rest"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_without_one_nothing_happens_and_errors_pass():
    with pytest.raises(ZeroDivisionError), holding_interrupts():
        _ = 1 / 0
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_other_threads_may_use_it():
    seen = []

    def work():
        with holding_interrupts():
            seen.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [True]


def test_an_interrupt_while_cairo_writes_is_not_lost(monkeypatch):
    """It comes while cairo hands its bytes to Python, where an exception would be dropped."""
    from cairosvg.surface import PNGSurface

    finish = PNGSurface.finish

    def interrupted(surface):
        write = surface.output.write
        output = type("Output", (), {})()
        output.write = lambda data: (signal.raise_signal(signal.SIGINT), write(data))[1]
        output.getvalue = surface.output.getvalue
        surface.output = output
        finish(surface)

    monkeypatch.setattr(PNGSurface, "finish", interrupted)
    with pytest.raises(KeyboardInterrupt):
        render(SVG)
