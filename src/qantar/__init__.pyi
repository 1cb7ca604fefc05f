from qantar.cli.notebook import Record as Record
from qantar.cli.notebook import Taken as Taken
from qantar.cli.notebook import open_record as open_record
from qantar.cli.notebook import read_text as read_text

__version__: str
