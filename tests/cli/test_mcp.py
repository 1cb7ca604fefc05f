"""``qantar mcp``: what an assistant can ask, and that every answer can be cited."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

import qantar

pytest.importorskip("mcp.server.mcpserver", reason="the extra «mcp» is not installed")

from mcp import Client

from qantar.cli.mcp import GUIDE, server


@pytest.fixture
def opened(record: str) -> Iterator[qantar.Record]:
    with qantar.open_record(record) as held:
        yield held


def ask(opened: qantar.Record, tool: str, **said: Any) -> Any:
    """What the server answers over the protocol, in memory."""

    async def talk() -> Any:
        async with Client(server(opened)) as client:
            return await client.call_tool(tool, said)

    return asyncio.run(talk())


def answer(opened: qantar.Record, tool: str, **said: Any) -> Any:
    told = ask(opened, tool, **said)
    assert not told.is_error, told
    return told.structured_content


def test_an_assistant_sees_four_tools_and_none_that_writes(opened: qantar.Record) -> None:
    async def names() -> set[str]:
        async with Client(server(opened)) as client:
            return {tool.name for tool in (await client.list_tools()).tools}

    assert asyncio.run(names()) == {"search_claims", "get_claim", "ledger", "chronology"}
    assert "claim id" in GUIDE


def test_a_search_gives_ids_and_quotes(opened: qantar.Record) -> None:
    found = answer(opened, "search_claims", words="оружия", kind="figure")
    assert found["found"] == len(found["claims"]) > 0
    held = {claim.id: claim.quote.exact for claim in opened.claims()}
    assert all(held[row["id"]] == row["quote"] for row in found["claims"])


def test_a_search_says_how_many_there_are_beyond_the_limit(opened: qantar.Record) -> None:
    found = answer(opened, "search_claims", words="", limit=1)
    assert len(found["claims"]) == 1 < found["found"]


def test_a_claim_comes_with_its_quote_and_why(opened: qantar.Record) -> None:
    claim = opened.claims(kind="figure")[0]
    told = answer(opened, "get_claim", id=claim.id)
    assert (told["id"], told["quote"]) == (claim.id, claim.quote.exact)
    assert told["claim"]["report"] == claim.report and len(told["why"]) > 1


def test_a_ledger_gives_every_account_with_claims_and_words(opened: qantar.Record) -> None:
    told = answer(opened, "ledger", question="weapon stolen")
    (question,) = told["questions"]
    assert question["read_by"]
    for account in question["accounts"]:
        assert all(one["claim"] and one["words"] for one in account["appearances"])


def test_every_happening_can_be_cited(opened: qantar.Record) -> None:
    told = answer(opened, "chronology")
    assert told["found"] > 0
    assert all(
        one["claim"] and one["words"] for row in told["happenings"] for one in row["tellings"]
    )
    assert answer(opened, "chronology", day="1999")["found"] == 0


def test_what_is_not_there_is_told_with_its_id(opened: qantar.Record) -> None:
    told = ask(opened, "get_claim", id="claim-nowhere")
    assert told.is_error and "claim-nowhere" in told.content[0].text
