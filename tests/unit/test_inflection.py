"""The forms of words, and what only looks like one."""

from __future__ import annotations

import pytest

from pathviz.inflection import endings, stems

FORMS = {
    "työhönvalmennus": "työhönvalmennus työhönvalmennuksen työhönvalmennusta työhönvalmennukseen työhönvalmennuksessa "
    "työhönvalmennuksia työhönvalmennusten työhönvalmennuksestasi työhönvalmennuskin työhönvalmennukseenko",
    "palvelupolku": "palvelupolun palvelupolkua palvelupolulla palvelupolkuun palvelupolut palvelupolkuja "
    "palvelupoluissa",
    "työkyky": "työkyvyn työkykyä työkykyyn työkyvystä työkykysi työkykyään",
    "palkkatuki": "palkkatuen palkkatukea palkkatuella palkkatukeen palkkatukia palkkatuissa",
    "sosiaalihuoltolaki": "sosiaalihuoltolain sosiaalihuoltolakia sosiaalihuoltolaissa sosiaalihuoltolakiin",
    "työtoiminta": "työtoiminnan työtoimintaa työtoimintaan työtoiminnassa työtoimintoja työtoiminnoissa",
    "arviointi": "arvioinnin arviointia arviointiin arvioinnissa arviointeja arvioinneissa",
    "osatyökykyinen": "osatyökykyisen osatyökykyistä osatyökykyiselle osatyökykyiset osatyökykyisten osatyökykyisiä",
    "pitkäaikaistyötön": "pitkäaikaistyöttömän pitkäaikaistyötöntä pitkäaikaistyöttömille pitkäaikaistyöttömät",
    "työsuhde": "työsuhteen työsuhdetta työsuhteeseen työsuhteessa työsuhteita",
    "osallisuus": "osallisuuden osallisuutta osallisuuteen osallisuudesta",
    "asiakas": "asiakkaan asiakasta asiakkaalle asiakkaat asiakkaita asiakkaiden",
    "työntekijä": "työntekijän työntekijää työntekijät työntekijöitä työntekijöiden työntekijälleen",
    "työkykykoordinaattori": "työkykykoordinaattorin työkykykoordinaattoreita työkykykoordinaattorien",
    "laatukriteerit": "laatukriteerien laatukriteereihin laatukriteereitä laatukriteerejä",
    "työmarkkinat": "työmarkkinoilla työmarkkinoiden työmarkkinoita työmarkkinoille",
    "avoimet": "avoimilla avointen avoimien avoimia",
    "jobcenter": "jobcenterin jobcenterissä jobcenteriin",
    "eläke": "eläkkeen eläkettä eläkkeelle eläkkeitä",
    "typ": "typ typ:n typ:ssä",
    "§": "§ §:n §:ää §:ssä",
}
OTHERS = {
    "työvalmennus": "työhönvalmennus työvalmentaja työvalmennusjakso työvalmennus-",
    "työhönvalmennus": "työhönvalmentaja työvalmennus työhönvalmennuspalvelu työhönvalmennuksellinen",
    "palvelupolku": "palvelupolkumalli palvelu palvelupolitiikka",
    "työkyky": "työkyvytön työkykykoordinaattori työkykyinen työkykyohjelma",
    "työtoiminta": "työtoimintayksikkö työtoimi toiminta",
    "työpaja": "työpajatoiminta työpaikka työpajamainen",
    "työsuhde": "työsuhteinen työsuhdeturva",
    "typ": "typpi typ-palvelu",
}


def is_form(word: str, base: str, lang: str) -> bool:
    return any(
        word.startswith(stem) and (match := endings(lang).match(word, len(stem))) and match.end() == len(word)
        for stem in stems(base, lang)
    )


@pytest.mark.parametrize("base", FORMS)
def test_forms_of_a_finnish_word_are_found(base: str) -> None:
    assert [form for form in FORMS[base].split() if not is_form(form, base, "fi")] == []


@pytest.mark.parametrize("base", OTHERS)
def test_other_words_are_not(base: str) -> None:
    assert [word for word in OTHERS[base].split() if is_form(word, base, "fi")] == []


def test_swedish_and_other_languages_have_endings_of_their_own() -> None:
    for form in ("arbetsträning", "arbetsträningen", "arbetsträningens", "arbetsträningar"):
        assert is_form(form, "arbetsträning", "sv"), form
    assert is_form("klienterna", "klient", "sv")
    assert is_form("flickor", "flicka", "sv")
    assert not is_form("arbetsträningsplats", "arbetsträning", "sv")
    assert is_form("services", "service", "en")
    assert not is_form("serviceable", "service", "en")
    assert not is_form("työpajan", "työpaja", "en")
