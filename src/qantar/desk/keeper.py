"""Who keeps the shelf true to the record: filled at the start, and again when the record moves on."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from qantar.desk.shelf import ShelfPlace, edition
from qantar.desk.shelving import Stock, Words, fill
from qantar.pipeline import holding, ledger_of
from qantar.record.port import Store

AT_ONCE = 3_000
"""Claims up to which a shelf is filled while the person waits: about a second."""


@dataclass(slots=True, kw_only=True)
class Keeper:
    """Keeps one shelf for one record. ``rules`` names all else the rows depend on."""

    store: Store
    place: ShelfPlace
    words: Words
    name: str
    rules: str
    progress: Callable[[str], None] = lambda told: None
    _size: int = 0
    _filling: threading.Lock = field(default_factory=threading.Lock)

    def wanted(self) -> str:
        """The edition the record's present state asks for."""
        with self.store.view() as view:
            return edition(view.state(), self.rules)

    def bring_up_to_date(self) -> bool:
        """Fill the shelf anew unless it is true already; says whether it had to."""
        with self._filling:
            if self.place.edition() == self.wanted():
                return False
            with self.store.view() as view:
                head, state = view.head(), view.state()
                self.progress("reading the record")
                held = holding(view)
            self.progress(
                f"comparing {len(held.claims)} claims of {len(held.documents)} reports"
            )
            self._size = len(held.claims)
            ledger = ledger_of(held)
            self.progress(f"laying out {len(ledger.questions)} questions and their words")
            fill(
                self.place,
                Stock(
                    held=held,
                    ledger=ledger,
                    words=self.words,
                    name=self.name,
                    edition=edition(state, self.rules),
                    state=state,
                    head=head,
                ),
            )
            return True

    def bring_up_to_date_soon(self) -> None:
        """The same in the background; nothing if it is being done already."""
        if not self._filling.locked():
            threading.Thread(target=self.bring_up_to_date, daemon=True).start()

    def judged(self) -> None:
        """Somebody decided something: shown at once where the record is small, else soon."""
        if self._size <= AT_ONCE:
            self.bring_up_to_date()
        else:
            self.bring_up_to_date_soon()
