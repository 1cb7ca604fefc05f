"""Who keeps the shelf true to the record: filled at the start, and again when the record moves on."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from qantar.desk.shelf import ShelfPlace, edition
from qantar.desk.shelving import Stock, Words, fill
from qantar.pipeline import holding, ledger_of
from qantar.record.port import Store


@dataclass(slots=True, kw_only=True)
class Keeper:
    """Keeps one shelf for one record. ``rules`` names all else the rows depend on."""

    store: Store
    place: ShelfPlace
    words: Words
    name: str
    rules: str
    progress: Callable[[str], None] = lambda told: None
    _filling: threading.Lock = field(default_factory=threading.Lock)

    def wanted(self) -> str:
        """The edition the record's present state asks for."""
        with self.store.view() as view:
            return edition(view.head()[1], self.rules)

    def bring_up_to_date(self) -> bool:
        """Fill the shelf anew unless it is true already; says whether it had to."""
        with self._filling:
            if self.place.edition() == self.wanted():
                return False
            with self.store.view() as view:
                head = view.head()
                self.progress("reading the record")
                held = holding(view)
            self.progress(
                f"comparing {len(held.claims)} claims of {len(held.documents)} reports"
            )
            ledger = ledger_of(held)
            self.progress(f"laying out {len(ledger.questions)} questions and their words")
            fill(
                self.place,
                Stock(
                    held=held,
                    ledger=ledger,
                    words=self.words,
                    states={},
                    name=self.name,
                    edition=edition(head[1], self.rules),
                    head=head,
                ),
            )
            return True

    def bring_up_to_date_soon(self) -> None:
        """The same in the background; nothing if it is being done already."""
        if not self._filling.locked():
            threading.Thread(target=self.bring_up_to_date, daemon=True).start()
