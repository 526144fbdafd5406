"""Make the first tables: people, courses, plays and plenaries."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables as they are from this revision on."""
    _make_attempt()
    _make_course()
    _make_person()
    _make_consent()
    _make_drill_review()
    _make_join_code()
    _make_member()
    _make_one_time_link()
    _make_play()
    _make_plenary()
    _make_scenario_text()
    _make_server_role()
    _make_shared()
    _make_web_session()
    _make_act()
    _make_own_words()
    _make_plenary_event()
    _make_voter()
    _make_sent_words()
    _make_vote()


def _make_attempt() -> None:
    op.create_table(
        "attempt",
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("who", "what", name=op.f("pk_attempt")),
    )


def _make_course() -> None:
    op.create_table(
        "course",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("delete_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
    )


def _make_person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("learner", sa.Text(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )


def _make_consent() -> None:
    op.create_table(
        "consent",
        sa.Column("course", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("asked", sa.BigInteger(), nullable=False),
        sa.Column("given", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("what IN ('figures', 'own_words')", name=op.f("ck_consent_what")),
        sa.ForeignKeyConstraint(
            ["course"], ["course.id"], name=op.f("fk_consent_course"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person"], ["person.id"], name=op.f("fk_consent_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("course", "person", "what", name=op.f("pk_consent")),
    )
    op.create_index("ix_consent_person", "consent", ["person"], unique=False)


def _make_drill_review() -> None:
    op.create_table(
        "drill_review",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("scenario", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("moment", sa.Text(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("option", sa.Text(), nullable=False),
        sa.Column("rating", sa.BigInteger(), nullable=False),
        sa.Column("own_words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person"], ["person.id"], name=op.f("fk_drill_review_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person", "id", name=op.f("pk_drill_review")),
    )


def _make_join_code() -> None:
    op.create_table(
        "join_code",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("course", sa.Text(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("closed", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["course"], ["course.id"], name=op.f("fk_join_code_course"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_join_code")),
    )
    op.create_index("ix_join_code_course", "join_code", ["course"], unique=False)


def _make_member() -> None:
    op.create_table(
        "member",
        sa.Column("course", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("joined", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("role IN ('learner', 'trainer', 'panel')", name=op.f("ck_member_role")),
        sa.ForeignKeyConstraint(
            ["course"], ["course.id"], name=op.f("fk_member_course"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person"], ["person.id"], name=op.f("fk_member_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("course", "person", "role", name=op.f("pk_member")),
    )
    op.create_index("ix_member_person", "member", ["person"], unique=False)


def _make_one_time_link() -> None:
    op.create_table(
        "one_time_link",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person"], ["person.id"], name=op.f("fk_one_time_link_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_one_time_link")),
    )
    op.create_index("ix_one_time_link_person", "one_time_link", ["person"], unique=False)


def _make_play() -> None:
    op.create_table(
        "play",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("scenario", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("feedback", sa.Text(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("started", sa.Text(), nullable=False),
        sa.Column("ended", sa.Text(), nullable=True),
        sa.Column("branch_of", sa.Text(), nullable=True),
        sa.Column("branched_at", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("part", sa.BigInteger(), nullable=False),
        sa.Column("follows", sa.Text(), nullable=True),
        sa.Column("replaced_by", sa.Text(), nullable=True),
        sa.Column("place_scenario", sa.Text(), server_default="", nullable=False),
        sa.Column("place_programme", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["person"], ["person.id"], name=op.f("fk_play_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person", "id", name=op.f("pk_play")),
    )
    op.create_index("ix_play_number", "play", ["person", "number"], unique=True)


def _make_plenary() -> None:
    op.create_table(
        "plenary",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("course", sa.Text(), nullable=True),
        sa.Column("host_key", sa.Text(), nullable=False),
        sa.Column("scenario", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("closed", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("question IN ('', 'act', 'words')", name=op.f("ck_plenary_question")),
        sa.ForeignKeyConstraint(
            ["course"], ["course.id"], name=op.f("fk_plenary_course"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plenary")),
        sa.UniqueConstraint("code", name=op.f("uq_plenary_code")),
    )
    op.create_index("ix_plenary_course", "plenary", ["course"], unique=False)


def _make_scenario_text() -> None:
    op.create_table(
        "scenario_text",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person"], ["person.id"], name=op.f("fk_scenario_text_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person", "digest", name=op.f("pk_scenario_text")),
    )


def _make_server_role() -> None:
    op.create_table(
        "server_role",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.CheckConstraint("role IN ('operator', 'trainer')", name=op.f("ck_server_role_role")),
        sa.ForeignKeyConstraint(
            ["person"], ["person.id"], name=op.f("fk_server_role_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person", "role", name=op.f("pk_server_role")),
    )


def _make_shared() -> None:
    op.create_table(
        "shared",
        sa.Column("course", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("play", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("what IN ('figures', 'own_words')", name=op.f("ck_shared_what")),
        sa.ForeignKeyConstraint(
            ["course"], ["course.id"], name=op.f("fk_shared_course"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person"], ["person.id"], name=op.f("fk_shared_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("course", "person", "what", "play", name=op.f("pk_shared")),
    )
    op.create_index("ix_shared_person", "shared", ["person"], unique=False)


def _make_web_session() -> None:
    op.create_table(
        "web_session",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person"], ["person.id"], name=op.f("fk_web_session_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_web_session")),
    )
    op.create_index("ix_web_session_person", "web_session", ["person"], unique=False)


def _make_act() -> None:
    op.create_table(
        "act",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("play", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("moment", sa.Text(), nullable=False),
        sa.Column("after", sa.BigInteger(), nullable=False),
        sa.Column("option", sa.Text(), nullable=False),
        sa.Column("say", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person", "play"], ["play.person", "play.id"], name="fk_act_play", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person", "play", "number", name=op.f("pk_act")),
    )


def _make_own_words() -> None:
    op.create_table(
        "own_words",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("play", sa.Text(), nullable=False),
        sa.Column("moment", sa.Text(), nullable=False),
        sa.Column("after", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person", "play"],
            ["play.person", "play.id"],
            name="fk_own_words_play",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person", "play", "moment", name=op.f("pk_own_words")),
    )


def _make_plenary_event() -> None:
    op.create_table(
        "plenary_event",
        sa.Column("plenary", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plenary"], ["plenary.id"], name=op.f("fk_plenary_event_plenary"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plenary", "number", name=op.f("pk_plenary_event")),
    )


def _make_voter() -> None:
    op.create_table(
        "voter",
        sa.Column("plenary", sa.Text(), nullable=False),
        sa.Column("voter", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plenary"], ["plenary.id"], name=op.f("fk_voter_plenary"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plenary", "voter", name=op.f("pk_voter")),
    )


def _make_sent_words() -> None:
    op.create_table(
        "sent_words",
        sa.Column("plenary", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("voter", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plenary", "voter"],
            ["voter.plenary", "voter.voter"],
            name="fk_sent_words_voter",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("plenary", "round", "voter", name=op.f("pk_sent_words")),
        sa.UniqueConstraint("id", name=op.f("uq_sent_words_id")),
    )


def _make_vote() -> None:
    op.create_table(
        "vote",
        sa.Column("plenary", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("voter", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.CheckConstraint("question IN ('act', 'words')", name=op.f("ck_vote_question")),
        sa.ForeignKeyConstraint(
            ["plenary", "voter"],
            ["voter.plenary", "voter.voter"],
            name="fk_vote_voter",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("plenary", "round", "voter", "question", name=op.f("pk_vote")),
    )
