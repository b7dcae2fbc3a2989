"""Reports written for these tests, and rounds of watching them."""

import datetime
import json

from riwaya.ledger import open_ledger
from riwaya.watch.outbox import JsonFile
from riwaya.watch.rounds import Watch
from riwaya.watch.telling import Telling

ARMY = "أعلن الجيش السوري السيطرة على مدينة تدمر بالكامل يوم الأحد."
ISLAMIC_STATE = "أعلن تنظيم الدولة الإسلامية السيطرة على مدينة تدمر بالكامل يوم الثلاثاء."
DENIAL = "نفى ناشطون سيطرة الجيش السوري على مدينة تدمر يوم الأحد."
HOSPITAL = "قال الناشط سمير الحلبي إن غارة جوية روسية استهدفت مستشفى تدمر الوطني يوم الأحد وقتلت 4 مدنيين."
NO_HOSPITAL = "نفت وزارة الدفاع الروسية استهداف مستشفى تدمر الوطني بغارة جوية يوم الأحد."
NOTHING = "قال رئيس البلدية إن أعمال صيانة الطرق في المدينة مستمرة حتى نهاية الشهر."

OLD = "2017-03-05"


class Desk:
    """A folder of reports with a ledger beside it, watched in rounds; each opens everything anew, as a process does."""

    def __init__(self, folder, clock, **options):
        self.reports, self.out, self.file = folder / "reports", folder / "out", folder / "alerts.jsonl"
        self.reports.mkdir()
        self.out.mkdir()
        self.clock, self.options, self.ledger = clock, options, self.out / "ledger.db"
        self.index = []

    def report(self, name, text, *, date=OLD, outlet="منبر السبت"):
        (self.reports / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
        self.index = [one for one in self.index if one["document"] != name]
        self.index.append({"document": name, "outlet": outlet, "date": date})
        (self.reports / "index.json").write_text(json.dumps(self.index), encoding="utf-8")

    def round(self, sinks=None, **options):
        with open_ledger(self.ledger, create=True) as ledger:
            return self.watch(ledger, [JsonFile(self.file)] if sinks is None else sinks, **options).round()

    def watch(self, ledger, sinks, **options):
        known = {"paths": [str(self.reports)], "telling": Telling("en"), **self.options, **options}
        return Watch(ledger, sinks, self.clock, **known)

    def alerts(self):
        """What stands in the file."""
        if not self.file.exists():
            return []
        return [json.loads(line) for line in self.file.read_text(encoding="utf-8").splitlines()]

    def kinds(self):
        return sorted(alert["kind"] for alert in self.alerts())

    def pass_time(self, **time):
        self.clock.passed += datetime.timedelta(**time).total_seconds()
