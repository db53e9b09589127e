"""Nationalities as they are written: Belgian, of another country of the EU, of another country."""

from bridging.records.made.vocabulary import Vocabulary, spelled

BELGIAN, EU, NOT_EU = "Belgian", "EU", "not EU"

# the 26 other member states since 2020; EL is how the EU itself writes Greece
EU_CODES = "at bg hr cy cz de dk ee el es fi fr gr hu ie it lt lu lv mt nl pl pt ro se si sk"

# ISO 3166-1, with UK (as the EU writes it) and XK (Kosovo). Left out: areas whose people have the
# nationality of another country, and NA (Namibia), which is more often "not available".
NOT_EU_CODES = (
    "ad ae af ag al am ao ar au az ba bb bd bf bh bi bj bn bo br bs bt bw by bz ca cd cf cg ch ci "
    "cl cm cn co cr cu cv dj dm do dz ec eg eh er et fj fm ga gb gd ge gh gm gn gq gt gw gy hk hn "
    "ht id il in iq ir is jm jo jp ke kg kh ki km kn kp kr kw kz la lb lc li lk lr ls ly ma mc md "
    "me mg mh mk ml mm mn mo mr mu mv mw mx my mz ne ng ni no np nr nz om pa pe pg ph pk ps pw py "
    "qa rs ru rw sa sb sc sd sg sl sm sn so sr ss st sv sy sz td tg th tj tl tm tn to tr tt tv tw "
    "tz ua ug uk us uy uz va vc ve vn vu ws xk ye za zm zw"
)

NATIONALITY = Vocabulary(
    called="a nationality: 'Belg', 'niet-Belg' or a country code as 'MA'",
    meanings=(BELGIAN, EU, NOT_EU),
    written={
        **spelled(
            **{
                BELGIAN: "be bel belg belgisch belgische belgië belgie belgian belgium belge belgique",
                EU: EU_CODES,
                NOT_EU: NOT_EU_CODES + " staatloos stateless apatride niet_eu non_eu",
            }
        ),
        **dict.fromkeys(
            ("niet_belg", "niet_belgisch", "niet_be", "non_belgian", "not_belgian", "non_belge"),
            (EU, NOT_EU),
        ),
    },
)
