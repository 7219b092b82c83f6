"""Short names in scripts."""

from __future__ import annotations

import pytest

from pathviz.pages.shorten import shortened


@pytest.mark.parametrize(
    ("script", "short"),
    [
        ("(function(){var one=1,two=one;tell(two)})();", "(function(){var e=1,t=e;tell(t)})();"),
        ("(function(){var one=f(2,3),two=4})();", "(function(){var e=f(2,3),t=4})();"),
        (
            "(function(){function add(first,more){return first+more}add(1)})();",
            "(function(){function e(e,t){return e+t}e(1)})();",
        ),
        ("(function(){list.map(each=>each.name)})();", "(function(){list.map(e=>e.name)})();"),
        ("(function(){list.map((each,at)=>[each,at])})();", "(function(){list.map((e,t)=>[e,t])})();"),
        ("(function(){try{go()}catch(fault){tell(fault)}})();", "(function(){try{go()}catch(e){tell(e)}})();"),
        ("(function(){function el(...parts){f(...parts)}})();", "(function(){function e(...e){f(...e)}})();"),
    ],
)
def test_what_a_function_declares_gets_a_short_name(script: str, short: str) -> None:
    assert shortened(script) == short


@pytest.mark.parametrize(
    "script",
    [
        "var title=document.title;",
        "(function(){return{title:1,get size(){return 2},tell(){return 3}}})();",
        "(function(){tell('title',\"title\",/title[/]\\/title/g)})();",
        "(function(){window.title=document.title})();",
    ],
)
def test_what_others_know_keeps_its_name(script: str) -> None:
    assert shortened(script) == script


def test_a_short_name_never_hides_what_is_meant() -> None:
    # `e` is somebody else's, and the inner function takes both `first` and `more` from around it.
    script = "(function(){var first=e,more=t;function inner(own){return own+first+more+n}})();"
    assert shortened(script) == "(function(){var a=e,r=t;function i(e){return e+a+r+n}})();"


def test_lines_and_the_last_semicolon_of_a_block_are_idle() -> None:
    assert (
        shortened("(function(){function a(){b();}\nvar c='d;}';})();")
        == "(function(){function e(){b()}var t='d;}'})();"
    )


@pytest.mark.parametrize(
    ("script", "short"),
    [
        ("var part=(event.target).closest('a');", "var part=event.target.closest('a');"),
        ("go((find('a',list)),(list));", "go(find('a',list),list);"),
        ("var ask=(part)=>!(part.hidden);", "var ask=e=>!e.hidden;"),
        ("var sum=(a+b)*2,found=(a||b).id;", "var sum=(a+b)*2,found=(a||b).id;"),
        ("if(on)(list).go();else(list)();", "if(on)(list).go();else(list)();"),
        ("var is=!(event.target)instanceof Node;", "var is=!(event.target)instanceof Node;"),
        ("var made=(new Map(list))", "var made=(new Map(list))"),
    ],
)
def test_brackets_around_a_name_alone_are_idle(script: str, short: str) -> None:
    assert shortened(script + ";") == short + ";"


@pytest.mark.parametrize(
    ("script", "short"),
    [
        ("var a=f(1,2);var b=2;", "var a=f(1,2),b=2;"),
        ("var a={one:1,};var b=()=>{f(1);};var c;", "var a={one:1},b=()=>{f(1)},c;"),
        ("var a=1;go();var b=2;", "var a=1;go();var b=2;"),
        ("let a=1;var b=2;", "let a=1;var b=2;"),
        ("for(var a=0;a<9;a++)f(a);var b=2;", "for(var a=0;a<9;a++)f(a);var b=2;"),
        ("function f(){var a=1;}\nvar b=2;", "function f(){var e=1}var b=2;"),
    ],
)
def test_one_word_does_for_lists_that_follow_each_other(script: str, short: str) -> None:
    assert shortened(script) == short


def test_what_is_and_what_is_not_are_said_briefly() -> None:
    assert shortened("f(true,{once:false},'true');") == "f(!0,{once:!1},'true');"


def test_the_same_name_in_two_functions_is_two_names() -> None:
    script = "(function(){var word=1;function one(word){return word}function two(){return word}})();"
    assert shortened(script) == "(function(){var e=1;function t(e){return e}function n(){return e}})();"


@pytest.mark.parametrize("script", ["(function(){tell(`${title}`)})();", "(function(){return{title,words}})();"])
def test_what_it_cannot_read_is_refused(script: str) -> None:
    with pytest.raises(ValueError, match=r"backquotes|own value"):
        shortened(script)
