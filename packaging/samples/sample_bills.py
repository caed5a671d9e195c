"""The sample receipts' contents. Every company, person and number is invented."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sample_model import Bill, Line, Shop


def _line(text: str, price: str, count: str = "1", unit: str = "", *, vat: bool = True) -> Line:
    return Line(text, Decimal(price), Decimal(count), unit, vat)


def _at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


GROCER = Shop("Købmand Lyngvig", "Strandgade 14", "6990 Lyngvig", "97 00 12 34", "97124779", "Lokal siden 1952")
CAFE = Shop("Kaffebaren Mågen", "Havnepladsen 3", "5700 Sønderhavn", "62 00 45 10", "97126143", "Ristet ved vandet")
TIMBER = Shop("Åby Tømmergård A/S", "Industrivej 22", "8230 Åbyskov", "86 00 77 20", "97127514")
FUEL = Shop("Fjordtank Hvide Klint", "Klintevej 101", "4500 Hvide Klint", "59 00 20 20", "97130256")
PARKING = Shop("Sønderhavn Kommune", "Parkering, Rådhuspladsen 1", "5700 Sønderhavn", "62 00 10 00", "97131627")
TAXI = Shop("Taxa Nordlyset", "Banegårdspladsen 2", "9000 Limhøj", "98 00 48 48", "97132992")
BISTRO = Shop("Restaurant Skarven", "Bryggen 8", "8000 Åkrog", "86 00 31 13", "97134367", "Fisk & grønt")
PAPER = Shop("Papir & Blæk ApS", "Algade 41", "4000 Rosfjord", "46 00 90 09", "97135738")
TOOLS = Shop(
    "Isenkram Ørnebjerg", "Storegade 77", "7400 Ørnebjerg", "97 00 66 00", "97137102", "Alt til hus og værksted"
)
KIOSK = Shop("Posthjørnet", "Torvet 5", "3700 Rønsø", "56 00 15 15", "97138478", "Kiosk · porto · pakker")
HOSTING = Shop("Webhuset Tordenskjold ApS", "Kajen 12, 2. sal", "2300 København S", "70 00 11 22", "97139849")
AUDITOR = Shop("Birk & Østergaard Revision", "Lindealle 9", "8600 Silkeå", "86 00 82 82", "97141215")
FLORIST = Shop("Blomster Ranunkel", "Nørregade 19", "5000 Odinsø", "66 00 17 71", "97142580", "Buketter med omtanke")
TELEPHONE = Shop("Snak Mobil A/S", "Mastevej 4", "2630 Taastrand", "70 00 33 44", "97143951")

_TOOL_LINES = (
    _line("TRÆSKRUE 4,5X60 200 STK", "89.95", "2"), _line("TRÆSKRUE 5,0X80 100 STK", "79.95"),
    _line("RAWLPLUGS 8 MM 100 STK", "39.95"), _line("BITSÆT 32 DELE", "149.00"),
    _line("BOR TIL METAL 1-10 MM", "129.00"), _line("SLIBEPAPIR K80 5 ARK", "24.95", "3"),
    _line("SLIBEPAPIR K120 5 ARK", "24.95", "3"), _line("MALERTAPE 38 MM X 50 M", "34.95", "2"),
    _line("AFDÆKNINGSPLAST 4X5 M", "29.95", "2"), _line("MALERRULLE 25 CM", "59.95"),
    _line("PENSEL 50 MM", "44.95", "2"), _line("ACRYLFUGE HVID 300 ML", "32.95", "4"),
    _line("FUGEPISTOL", "69.95"), _line("VATERPAS 60 CM", "159.00"),
    _line("TOMMESTOK 2 M", "29.95"), _line("HOBBYKNIV M. 5 BLADE", "49.95"),
    _line("ARBEJDSHANDSKER STR. 10", "39.95", "2"), _line("SIKKERHEDSBRILLER", "59.95"),
    _line("HØREVÆRN", "119.00"), _line("AFFALDSSÆKKE 125 L 10 STK", "39.95", "2"),
    _line("FORLÆNGERLEDNING 10 M", "149.00"), _line("LED-PÆRE E27 9 W", "29.95", "6"),
    _line("STIKDÅSE 6 UDTAG", "99.95"), _line("GAFFATAPE 50 M", "69.95"),
)  # fmt: skip

TILL_BILLS = (
    Bill("koebmand-lyngvig.jpg", GROCER, _at("2026-11-19T08:12"), (
        _line("Filterkaffe øko 400 g", "54.95", "2"), _line("Letmælk 1 L", "12.50", "3"), _line("Rugbrød", "24.95"),
        _line("Smør 200 g", "21.95"), _line("Æbler danske 1 kg", "19.95"), _line("Kiks m. chokolade", "17.50", "2"),
        _line("Køkkenrulle 4 stk", "26.00"),
    ), 3050, "Kaffe og frugt til kontoret", "4821"),
    Bill("kaffebaren-maagen.jpg", CAFE, _at("2026-11-17T10:37"), (
        _line("Cortado", "38.00", "2"), _line("Filter, stor", "35.00"), _line("Kanelsnegl", "32.00", "3"),
    ), 4120, "Kaffemøde med kunde", "0312", payment="VISA"),
    Bill("aaby-toemmergaard.jpg", TIMBER, _at("2026-11-11T07:04"), (
        _line("Reglar C24 45x95 mm", "27.95", "12.6", "m"), _line("OSB-plade 12 mm 122x244", "189.00", "4", "stk"),
        _line("Isolering 95 mm pk 5,3 m2", "329.00", "2", "pk"), _line("Vindspærre 50 m2", "449.00", "1", "rl"),
        _line("Skruer 5x80 TX 200 stk", "139.95", "2", "pk"), _line("Levering zone 1", "350.00", "1", "stk"),
    ), 2000, "Materialer, sag 118", "F-20611", payment="MASTERCARD", look="scan"),
    Bill("fjordtank.jpg", FUEL, _at("2026-11-14T16:55"), (
        _line("BLYFRI 95 E10", "14.29", "38.41", "L"), _line("Sprinklervæske 5 L", "49.95"),
    ), 6020, "Benzin, varevogn", "77103", look="photo, EXIF 6 with GPS"),
    Bill("p-billet.jpg", PARKING, _at("2026-11-12T13:20"), (
        _line("Parkering 2 t 15 min", "54.00", vat=False),
    ), 6085, "Parkering ved kunde", "880142", payment="KORT", note="Momsfri ydelse"),
    Bill("taxa-nordlyset.jpg", TAXI, _at("2026-11-05T22:48"), (
        _line("Starttakst", "45.00", vat=False), _line("Kørsel", "14.85", "11.2", "km", vat=False),
        _line("Nattillæg", "20.00", vat=False),
    ), 6120, "Taxa fra messe", "5519", payment="VISA", note="Personbefordring er fritaget for moms"),
    Bill("restaurant-skarven.jpg", BISTRO, _at("2026-10-29T20:41"), (
        _line("3-retters menu", "345.00", "3"), _line("Vin, flaske", "320.00"), _line("Danskvand", "35.00", "2"),
        _line("Kaffe", "38.00", "3"),
    ), 4120, "Middag med kunder", "1187", payment="MASTERCARD"),
    Bill("papir-og-blaek.png", PAPER, _at("2026-10-22T12:15"), (
        _line("Kopipapir A4 5x500", "189.00"),
        _line("Ringbind A4 sort", "29.95", "6"),
        _line("Kuglepen blå 10 stk", "49.95"),
        _line("Toner sort 2.300 sider", "649.00"), _line("Post-it 76x76 12 blk", "79.95"),
    ), 7200, "Kontorartikler", "30977", look="scan"),
    Bill("isenkram-oernebjerg.jpg", TOOLS, _at("2026-10-16T15:33"), _TOOL_LINES,
         8040, "Værktøj og forbrug", "65220", look="long"),
    Bill("posthjoernet.jpg", KIOSK, _at("2026-10-08T11:02"), (
        _line("Frimærker 10 stk", "290.00", vat=False), _line("Pakke 5 kg, porto", "75.00", vat=False),
        _line("Boblekuvert C4", "14.95", "4"), _line("Pakketape", "24.95"),
    ), 7220, "Porto og kuverter", "2046", note="* = momsfri"),
    Bill("blomster-ranunkel.heic", FLORIST, _at("2026-10-02T14:26"), (
        _line("Buket, blandet", "325.00"), _line("Kort m. hilsen", "25.00"), _line("Levering by", "75.00"),
    ), 4100, "Buket til kunde", "0914", payment="VISA"),
)  # fmt: skip

INVOICES = (
    Bill("webhuset-tordenskjold.pdf", HOSTING, _at("2026-11-02T00:00"), (
        _line("Webhotel Pro, 12 måneder", "948.75", "1", "år"),
        _line("Domæne kaffeogkode.dk, 12 måneder", "93.75", "1", "år"),
        _line("E-mail, 3 postkasser", "225.00", "1", "år"),
    ), 7300, "Webhotel og domæne", "2026-30412", kind="invoice", look="pdf"),
    Bill("birk-oestergaard.pdf", AUDITOR, _at("2026-10-31T00:00"), (
        _line("Gennemgang af bogføring, 3. kvartal", "1062.50", "4", "timer"),
        _line("Momsafstemning og indberetning", "1062.50", "1.5", "timer"),
        _line("Lønkørsel, 2 medarbejdere", "312.50", "3", "mdr"),
        _line("Rådgivning pr. telefon", "1062.50", "0.5", "timer"),
        _line("Udlæg, registerudskrifter", "87.50", "2", "stk"),
    ), 7260, "Revisor, 3. kvartal", "10877", kind="invoice", look="pdf", pages=2),
    Bill("snak-mobil.pdf", TELEPHONE, _at("2026-10-25T00:00"), (
        _line("Mobil Erhverv, fri tale, 50 GB (2 numre)", "198.75", "2", "mdr"),
        _line("Bredbånd 500/500 Mbit", "373.75", "1", "mdr"),
        _line("Opkald til udlandet", "41.25", "1", ""),
    ), 7240, "Telefon og bredbånd, oktober", "88120634", kind="invoice", look="pdf"),
)  # fmt: skip
