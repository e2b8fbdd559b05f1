using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Baotuan.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "cases_agreement",
                columns: table => new
                {
                    case_id = table.Column<long>(type: "bigint", nullable: false),
                    sequence_no = table.Column<int>(type: "integer", nullable: false),
                    written = table.Column<bool>(type: "boolean", nullable: false),
                    facts = table.Column<byte[]>(type: "bytea", nullable: false),
                    terms = table.Column<byte[]>(type: "bytea", nullable: false),
                    performance = table.Column<byte[]>(type: "bytea", nullable: false),
                    effective_on = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_agreement", x => new { x.case_id, x.sequence_no });
                });

            migrationBuilder.CreateTable(
                name: "cases_alliance_unit",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    convener_id = table.Column<long>(type: "bigint", nullable: false),
                    organization_id = table.Column<long>(type: "bigint", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true),
                    takes = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    retracted = table.Column<bool>(type: "boolean", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_alliance_unit", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cases_attachment",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    case_id = table.Column<long>(type: "bigint", nullable: false),
                    attachment_no = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<byte[]>(type: "bytea", nullable: false),
                    media_type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    length = table.Column<long>(type: "bigint", nullable: false),
                    content_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sent_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    acting_id = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<long>(type: "bigint", nullable: true),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_attachment", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cases_attachment_content",
                columns: table => new
                {
                    attachment_id = table.Column<long>(type: "bigint", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_attachment_content", x => x.attachment_id);
                });

            migrationBuilder.CreateTable(
                name: "cases_attachment_removal",
                columns: table => new
                {
                    attachment_id = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<long>(type: "bigint", nullable: true),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_attachment_removal", x => x.attachment_id);
                });

            migrationBuilder.CreateTable(
                name: "cases_case",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    number_there = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    category = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    channel = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject_id = table.Column<long>(type: "bigint", nullable: false),
                    owner_id = table.Column<long>(type: "bigint", nullable: false),
                    creator_id = table.Column<long>(type: "bigint", nullable: false),
                    region = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    anonymous = table.Column<bool>(type: "boolean", nullable: false),
                    confidential = table.Column<bool>(type: "boolean", nullable: false),
                    received_on = table.Column<DateOnly>(type: "date", nullable: false),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    code_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    code_sealed = table.Column<byte[]>(type: "bytea", nullable: false),
                    statement = table.Column<byte[]>(type: "bytea", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<long>(type: "bigint", nullable: true),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_case", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cases_event",
                columns: table => new
                {
                    case_id = table.Column<long>(type: "bigint", nullable: false),
                    sequence_no = table.Column<int>(type: "integer", nullable: false),
                    act = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    fact_on = table.Column<DateOnly>(type: "date", nullable: false),
                    acting_id = table.Column<long>(type: "bigint", nullable: false),
                    organization_id = table.Column<long>(type: "bigint", nullable: true),
                    person_id = table.Column<long>(type: "bigint", nullable: true),
                    party_no = table.Column<int>(type: "integer", nullable: true),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    text = table.Column<byte[]>(type: "bytea", nullable: true),
                    cleared = table.Column<byte[]>(type: "bytea", nullable: true),
                    public_text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<long>(type: "bigint", nullable: true),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_event", x => new { x.case_id, x.sequence_no });
                });

            migrationBuilder.CreateTable(
                name: "cases_gram",
                columns: table => new
                {
                    gram = table.Column<long>(type: "bigint", nullable: false),
                    case_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_gram", x => new { x.gram, x.case_id });
                });

            migrationBuilder.CreateTable(
                name: "cases_involved",
                columns: table => new
                {
                    case_id = table.Column<long>(type: "bigint", nullable: false),
                    organization_id = table.Column<long>(type: "bigint", nullable: false),
                    part = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_involved", x => new { x.organization_id, x.case_id, x.part });
                });

            migrationBuilder.CreateTable(
                name: "cases_mediator",
                columns: table => new
                {
                    case_id = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_mediator", x => new { x.user_id, x.case_id });
                });

            migrationBuilder.CreateTable(
                name: "cases_meeting",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    convener_id = table.Column<long>(type: "bigint", nullable: false),
                    held_on = table.Column<DateOnly>(type: "date", nullable: false),
                    attending = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    minutes = table.Column<byte[]>(type: "bytea", nullable: false),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<long>(type: "bigint", nullable: true),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_meeting", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cases_meeting_case",
                columns: table => new
                {
                    meeting_id = table.Column<long>(type: "bigint", nullable: false),
                    case_id = table.Column<long>(type: "bigint", nullable: false),
                    sequence_no = table.Column<int>(type: "integer", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_meeting_case", x => new { x.meeting_id, x.case_id });
                });

            migrationBuilder.CreateTable(
                name: "cases_notice_seen",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    seen_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_notice_seen", x => x.user_id);
                });

            migrationBuilder.CreateTable(
                name: "cases_party",
                columns: table => new
                {
                    case_id = table.Column<long>(type: "bigint", nullable: false),
                    party_no = table.Column<int>(type: "integer", nullable: false),
                    side = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    organization_id = table.Column<long>(type: "bigint", nullable: true),
                    name = table.Column<byte[]>(type: "bytea", nullable: false),
                    contact = table.Column<byte[]>(type: "bytea", nullable: false),
                    name_digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_party", x => new { x.case_id, x.party_no });
                });

            migrationBuilder.CreateTable(
                name: "cases_search",
                columns: table => new
                {
                    case_id = table.Column<long>(type: "bigint", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_search", x => x.case_id);
                });

            migrationBuilder.CreateTable(
                name: "cases_standing",
                columns: table => new
                {
                    case_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    done = table.Column<bool>(type: "boolean", nullable: false),
                    lead_id = table.Column<long>(type: "bigint", nullable: true),
                    offered_id = table.Column<long>(type: "bigint", nullable: true),
                    next_clock = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    next_due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    events = table.Column<int>(type: "integer", nullable: false),
                    last_on = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_standing", x => x.case_id);
                });

            migrationBuilder.CreateTable(
                name: "cases_work_day",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    worked = table.Column<bool>(type: "boolean", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    retracted = table.Column<bool>(type: "boolean", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_work_day", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "decisions_answer",
                columns: table => new
                {
                    objection_id = table.Column<long>(type: "bigint", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    proposal_id = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decisions_answer", x => x.objection_id);
                });

            migrationBuilder.CreateTable(
                name: "decisions_approval",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    unit_id = table.Column<long>(type: "bigint", nullable: true),
                    verdict = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    proposal_id = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decisions_approval", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "decisions_assembly",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    collective_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    noticed_on = table.Column<DateOnly>(type: "date", nullable: false),
                    held_on = table.Column<DateOnly>(type: "date", nullable: false),
                    place = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    online = table.Column<bool>(type: "boolean", nullable: false),
                    eligible = table.Column<long>(type: "bigint", nullable: false),
                    birth_unknown = table.Column<long>(type: "bigint", nullable: false),
                    attended = table.Column<long>(type: "bigint", nullable: false),
                    by_proxy = table.Column<long>(type: "bigint", nullable: false),
                    for_count = table.Column<long>(type: "bigint", nullable: false),
                    against_count = table.Column<long>(type: "bigint", nullable: false),
                    abstain_count = table.Column<long>(type: "bigint", nullable: false),
                    named = table.Column<bool>(type: "boolean", nullable: false),
                    minutes = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    risk_statement = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    proposal_id = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decisions_assembly", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "decisions_attendance",
                columns: table => new
                {
                    collective_id = table.Column<long>(type: "bigint", nullable: false),
                    assembly_id = table.Column<long>(type: "bigint", nullable: false),
                    member_no = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    proxy_no = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    vote = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decisions_attendance", x => new { x.collective_id, x.assembly_id, x.member_no });
                });

            migrationBuilder.CreateTable(
                name: "decisions_concerned",
                columns: table => new
                {
                    proposal_id = table.Column<long>(type: "bigint", nullable: false),
                    organization_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decisions_concerned", x => new { x.proposal_id, x.organization_id });
                });

            migrationBuilder.CreateTable(
                name: "decisions_execution",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    proposal_id = table.Column<long>(type: "bigint", nullable: true),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    organization_id = table.Column<long>(type: "bigint", nullable: false),
                    plan_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    path_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    basis = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    done_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decisions_execution", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "decisions_objection",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    on_paper = table.Column<bool>(type: "boolean", nullable: false),
                    objector = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    member_no = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    proposal_id = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decisions_objection", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "decisions_parameter",
                columns: table => new
                {
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    region = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    value = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    basis = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    note = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    retracted = table.Column<bool>(type: "boolean", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decisions_parameter", x => new { x.name, x.region, x.kind, x.valid_from, x.recorded_at_ms });
                });

            migrationBuilder.CreateTable(
                name: "decisions_path",
                columns: table => new
                {
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    organization_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    path_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    basis = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    retracted = table.Column<bool>(type: "boolean", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decisions_path", x => new { x.organization_id, x.kind, x.subject, x.valid_from, x.recorded_at_ms });
                });

            migrationBuilder.CreateTable(
                name: "decisions_proposal",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    organization_id = table.Column<long>(type: "bigint", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    document = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    plan_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    prepared_by = table.Column<long>(type: "bigint", nullable: false),
                    prepared_by_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    prepared_unit_id = table.Column<long>(type: "bigint", nullable: true),
                    path_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    path_basis = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    figures = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    drafted_on = table.Column<DateOnly>(type: "date", nullable: false),
                    page = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decisions_proposal", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "decisions_publication",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    posted_on = table.Column<DateOnly>(type: "date", nullable: false),
                    places = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    channel = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    proposal_id = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decisions_publication", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "decisions_publication_stop",
                columns: table => new
                {
                    publication_id = table.Column<long>(type: "bigint", nullable: false),
                    stopped_on = table.Column<DateOnly>(type: "date", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    proposal_id = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decisions_publication_stop", x => x.publication_id);
                });

            migrationBuilder.CreateTable(
                name: "decisions_representative",
                columns: table => new
                {
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    collective_id = table.Column<long>(type: "bigint", nullable: false),
                    member_no = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: false),
                    retracted = table.Column<bool>(type: "boolean", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decisions_representative", x => new { x.collective_id, x.member_no, x.valid_from, x.recorded_at_ms });
                });

            migrationBuilder.CreateTable(
                name: "decisions_step",
                columns: table => new
                {
                    proposal_id = table.Column<long>(type: "bigint", nullable: false),
                    step_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    held_on = table.Column<DateOnly>(type: "date", nullable: false),
                    place = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    minutes = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decisions_step", x => new { x.proposal_id, x.step_code });
                });

            migrationBuilder.CreateTable(
                name: "decisions_withdrawal",
                columns: table => new
                {
                    proposal_id = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decisions_withdrawal", x => x.proposal_id);
                });

            migrationBuilder.CreateTable(
                name: "disclosure_act",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organization_id = table.Column<long>(type: "bigint", nullable: false),
                    duty_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    period_start = table.Column<DateOnly>(type: "date", nullable: false),
                    period_end = table.Column<DateOnly>(type: "date", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    published_on = table.Column<DateOnly>(type: "date", nullable: false),
                    places = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    note = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_disclosure_act", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "disclosure_notice",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organization_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    body = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    slots = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: false),
                    health_emergency = table.Column<bool>(type: "boolean", nullable: false),
                    awarded_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    level = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    awarded_on = table.Column<DateOnly>(type: "date", nullable: true),
                    evidence = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    photo = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    photo_credit = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    photo_consent = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_disclosure_notice", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "disclosure_notice_event",
                columns: table => new
                {
                    notice_id = table.Column<long>(type: "bigint", nullable: false),
                    sequence_no = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_disclosure_notice_event", x => new { x.notice_id, x.sequence_no });
                });

            migrationBuilder.CreateTable(
                name: "disclosure_setting",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organization_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    value = table.Column<bool>(type: "boolean", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    basis = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    proposal_id = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_disclosure_setting", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "disclosure_slip_answer",
                columns: table => new
                {
                    objection_id = table.Column<long>(type: "bigint", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_disclosure_slip_answer", x => x.objection_id);
                });

            migrationBuilder.CreateTable(
                name: "disclosure_slip_objection",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    cascade_id = table.Column<long>(type: "bigint", nullable: false),
                    organization_id = table.Column<long>(type: "bigint", nullable: false),
                    household_no = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    on_paper = table.Column<bool>(type: "boolean", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_disclosure_slip_objection", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "indicators_briefing_number",
                columns: table => new
                {
                    publication_id = table.Column<long>(type: "bigint", nullable: false),
                    number_no = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    indicator = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    indicator_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    definition_version = table.Column<int>(type: "integer", nullable: false),
                    definition_from = table.Column<DateOnly>(type: "date", nullable: false),
                    definition = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    computation = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    argument = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    period_type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    value_exact = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    unit = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    qualifier = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    scope = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    scope_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    period_start = table.Column<DateOnly>(type: "date", nullable: false),
                    period_end = table.Column<DateOnly>(type: "date", nullable: false),
                    records = table.Column<long>(type: "bigint", nullable: false),
                    claim = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    claim_text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    claim_source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    is_printed = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_indicators_briefing_number", x => new { x.publication_id, x.number_no });
                });

            migrationBuilder.CreateTable(
                name: "indicators_briefing_publication",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version_no = table.Column<int>(type: "integer", nullable: false),
                    organization_id = table.Column<long>(type: "bigint", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    blocks = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    number_count = table.Column<int>(type: "integer", nullable: false),
                    fingerprint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_indicators_briefing_publication", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "indicators_briefing_version",
                columns: table => new
                {
                    code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version_no = table.Column<int>(type: "integer", nullable: false),
                    organization_id = table.Column<long>(type: "bigint", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_indicators_briefing_version", x => new { x.code, x.version_no });
                });

            migrationBuilder.CreateTable(
                name: "indicators_briefing_withdrawal",
                columns: table => new
                {
                    publication_id = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_indicators_briefing_withdrawal", x => x.publication_id);
                });

            migrationBuilder.CreateTable(
                name: "indicators_claim",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    about = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    printed = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    unit = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    qualifier = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    period_start = table.Column<DateOnly>(type: "date", nullable: true),
                    period_end = table.Column<DateOnly>(type: "date", nullable: true),
                    indicator = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    scope = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    earlier_on = table.Column<DateOnly>(type: "date", nullable: true),
                    earlier_source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    awaits = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    retracted = table.Column<bool>(type: "boolean", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_indicators_claim", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "indicators_data_approval",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    set_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    period_start = table.Column<DateOnly>(type: "date", nullable: false),
                    organization_id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<long>(type: "bigint", nullable: false),
                    act = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    seen_id = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_indicators_data_approval", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "indicators_data_element",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    set_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    indicator = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sort_no = table.Column<int>(type: "integer", nullable: false),
                    why = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    least = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    most = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    retracted = table.Column<bool>(type: "boolean", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_indicators_data_element", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "indicators_data_set",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    purpose = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    period_type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    place = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kinds = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    accept_levels = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    due_days = table.Column<int>(type: "integer", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    retracted = table.Column<bool>(type: "boolean", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_indicators_data_set", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "indicators_definition",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name_en = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    unit = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    period_type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    computation = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    argument = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    qualifier = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    definition = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    retracted = table.Column<bool>(type: "boolean", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_indicators_definition", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "indicators_observation",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    set_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    element = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    organization_id = table.Column<long>(type: "bigint", nullable: false),
                    period_end = table.Column<DateOnly>(type: "date", nullable: false),
                    mark = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    numerator = table.Column<long>(type: "bigint", nullable: false),
                    denominator = table.Column<long>(type: "bigint", nullable: false),
                    unit = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    comment = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    retracted = table.Column<bool>(type: "boolean", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_indicators_observation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "indicators_threshold",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    region = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    rule = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    indicator = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    comparison = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    limit_fen = table.Column<long>(type: "bigint", nullable: false),
                    basis = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    retracted = table.Column<bool>(type: "boolean", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_indicators_threshold", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "industry_chain",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    retracted = table.Column<bool>(type: "boolean", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_industry_chain", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "industry_chain_member",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    firm_id = table.Column<long>(type: "bigint", nullable: false),
                    chain = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    role = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    retracted = table.Column<bool>(type: "boolean", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_industry_chain_member", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "industry_output",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    firm_id = table.Column<long>(type: "bigint", nullable: false),
                    series = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    month_fen = table.Column<long>(type: "bigint", nullable: true),
                    cumulative_fen = table.Column<long>(type: "bigint", nullable: false),
                    base_fen = table.Column<long>(type: "bigint", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    retracted = table.Column<bool>(type: "boolean", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_industry_output", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "industry_release",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    series = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    actor = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_industry_release", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "industry_release_cell",
                columns: table => new
                {
                    release_id = table.Column<long>(type: "bigint", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    quantity = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    chains = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    firms = table.Column<int>(type: "integer", nullable: false),
                    value_fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_industry_release_cell", x => new { x.release_id, x.place });
                });

            migrationBuilder.CreateTable(
                name: "industry_scope",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    firm_id = table.Column<long>(type: "bigint", nullable: false),
                    series = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true),
                    note = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    retracted = table.Column<bool>(type: "boolean", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_industry_scope", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ledger_account",
                columns: table => new
                {
                    book_id = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    side = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    parent_code = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_account", x => new { x.book_id, x.code });
                });

            migrationBuilder.CreateTable(
                name: "ledger_book",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organization_id = table.Column<long>(type: "bigint", nullable: false),
                    chart = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    opened_on = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_book", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ledger_period",
                columns: table => new
                {
                    book_id = table.Column<long>(type: "bigint", nullable: false),
                    year_month = table.Column<long>(type: "bigint", nullable: false),
                    closed_at_ms = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_period", x => new { x.book_id, x.year_month });
                });

            migrationBuilder.CreateTable(
                name: "ledger_posting",
                columns: table => new
                {
                    book_id = table.Column<long>(type: "bigint", nullable: false),
                    voucher_id = table.Column<long>(type: "bigint", nullable: false),
                    line_no = table.Column<long>(type: "bigint", nullable: false),
                    account_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    side = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false),
                    summary = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    party_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    tag = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_posting", x => new { x.book_id, x.voucher_id, x.line_no });
                });

            migrationBuilder.CreateTable(
                name: "ledger_voucher",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    book_id = table.Column<long>(type: "bigint", nullable: false),
                    year_month = table.Column<long>(type: "bigint", nullable: false),
                    voucher_class = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    voucher_on = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    summary = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    content_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reverses_id = table.Column<long>(type: "bigint", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    imported = table.Column<bool>(type: "boolean", nullable: false),
                    source_kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    source_id = table.Column<long>(type: "bigint", nullable: true),
                    line_count = table.Column<long>(type: "bigint", nullable: false),
                    total_fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_voucher", x => new { x.id, x.book_id });
                });

            migrationBuilder.CreateTable(
                name: "oversight_alert_closing",
                columns: table => new
                {
                    rule_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    fingerprint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    note = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<long>(type: "bigint", nullable: true),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oversight_alert_closing", x => new { x.rule_code, x.subject, x.fingerprint });
                });

            migrationBuilder.CreateTable(
                name: "oversight_alert_rule",
                columns: table => new
                {
                    code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    parameters = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oversight_alert_rule", x => new { x.code, x.version });
                });

            migrationBuilder.CreateTable(
                name: "oversight_finding",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    organization_id = table.Column<long>(type: "bigint", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    severity = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<long>(type: "bigint", nullable: true),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oversight_finding", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "oversight_finding_event",
                columns: table => new
                {
                    finding_id = table.Column<long>(type: "bigint", nullable: false),
                    sequence_no = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<long>(type: "bigint", nullable: true),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oversight_finding_event", x => new { x.finding_id, x.sequence_no });
                });

            migrationBuilder.CreateTable(
                name: "oversight_interest",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    organization_id = table.Column<long>(type: "bigint", nullable: true),
                    venture_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kin_name = table.Column<byte[]>(type: "bytea", nullable: true),
                    kin_phone = table.Column<byte[]>(type: "bytea", nullable: true),
                    ground = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true),
                    recorded_by = table.Column<long>(type: "bigint", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oversight_interest", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "oversight_interest_end",
                columns: table => new
                {
                    interest_id = table.Column<long>(type: "bigint", nullable: false),
                    ended_on = table.Column<DateOnly>(type: "date", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_by = table.Column<long>(type: "bigint", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oversight_interest_end", x => x.interest_id);
                });

            migrationBuilder.CreateTable(
                name: "oversight_question",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<long>(type: "bigint", nullable: false),
                    question_no = table.Column<int>(type: "integer", nullable: false),
                    heading = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    position = table.Column<int>(type: "integer", nullable: false),
                    answer_kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    words = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    retired = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oversight_question", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "oversight_release",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<long>(type: "bigint", nullable: false),
                    organization_id = table.Column<long>(type: "bigint", nullable: false),
                    answers = table.Column<int>(type: "integer", nullable: false),
                    cases = table.Column<int>(type: "integer", nullable: false),
                    digest = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    released_on = table.Column<DateOnly>(type: "date", nullable: false),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oversight_release", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "oversight_release_count",
                columns: table => new
                {
                    release_id = table.Column<long>(type: "bigint", nullable: false),
                    question_id = table.Column<long>(type: "bigint", nullable: false),
                    choice = table.Column<int>(type: "integer", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oversight_release_count", x => new { x.release_id, x.question_id, x.choice });
                });

            migrationBuilder.CreateTable(
                name: "oversight_release_text",
                columns: table => new
                {
                    release_id = table.Column<long>(type: "bigint", nullable: false),
                    text_no = table.Column<int>(type: "integer", nullable: false),
                    question_id = table.Column<long>(type: "bigint", nullable: false),
                    text = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oversight_release_text", x => new { x.release_id, x.text_no });
                });

            migrationBuilder.CreateTable(
                name: "oversight_released",
                columns: table => new
                {
                    review_id = table.Column<long>(type: "bigint", nullable: false),
                    party_no = table.Column<int>(type: "integer", nullable: false),
                    release_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oversight_released", x => new { x.review_id, x.party_no });
                });

            migrationBuilder.CreateTable(
                name: "oversight_retention",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    months = table.Column<int>(type: "integer", nullable: false),
                    basis = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oversight_retention", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "oversight_review",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    case_id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<long>(type: "bigint", nullable: false),
                    draw_id = table.Column<long>(type: "bigint", nullable: true),
                    reason = table.Column<byte[]>(type: "bytea", nullable: false),
                    opened_on = table.Column<DateOnly>(type: "date", nullable: false),
                    answer_due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    questions_through = table.Column<long>(type: "bigint", nullable: false),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oversight_review", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "oversight_review_answer",
                columns: table => new
                {
                    review_id = table.Column<long>(type: "bigint", nullable: false),
                    party_no = table.Column<int>(type: "integer", nullable: false),
                    channel = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    body = table.Column<byte[]>(type: "bytea", nullable: false),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oversight_review_answer", x => new { x.review_id, x.party_no });
                });

            migrationBuilder.CreateTable(
                name: "oversight_review_draw",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    from_on = table.Column<DateOnly>(type: "date", nullable: false),
                    to_on = table.Column<DateOnly>(type: "date", nullable: false),
                    size = table.Column<int>(type: "integer", nullable: false),
                    candidates = table.Column<int>(type: "integer", nullable: false),
                    candidates_digest = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    seed = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    skipped = table.Column<int>(type: "integer", nullable: false),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oversight_review_draw", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "oversight_review_event",
                columns: table => new
                {
                    review_id = table.Column<long>(type: "bigint", nullable: false),
                    sequence_no = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    party_no = table.Column<int>(type: "integer", nullable: true),
                    question_id = table.Column<long>(type: "bigint", nullable: true),
                    finding_id = table.Column<long>(type: "bigint", nullable: true),
                    text = table.Column<byte[]>(type: "bytea", nullable: true),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oversight_review_event", x => new { x.review_id, x.sequence_no });
                });

            migrationBuilder.CreateTable(
                name: "oversight_review_party",
                columns: table => new
                {
                    review_id = table.Column<long>(type: "bigint", nullable: false),
                    party_no = table.Column<int>(type: "integer", nullable: false),
                    code_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    code_sealed = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oversight_review_party", x => new { x.review_id, x.party_no });
                });

            migrationBuilder.CreateTable(
                name: "oversight_watch",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    watch_no = table.Column<int>(type: "integer", nullable: false),
                    indicator = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    unit_id = table.Column<long>(type: "bigint", nullable: true),
                    period_kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    comparison = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    limit_text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oversight_watch", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "parties_company_unit",
                columns: table => new
                {
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    company_id = table.Column<long>(type: "bigint", nullable: false),
                    holder_id = table.Column<long>(type: "bigint", nullable: false),
                    units10000 = table.Column<long>(type: "bigint", nullable: false),
                    retracted = table.Column<bool>(type: "boolean", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_parties_company_unit", x => new { x.company_id, x.holder_id, x.valid_from, x.recorded_at_ms });
                });

            migrationBuilder.CreateTable(
                name: "parties_household",
                columns: table => new
                {
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    collective_id = table.Column<long>(type: "bigint", nullable: false),
                    household_no = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    group_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    head_no = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    retracted = table.Column<bool>(type: "boolean", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_parties_household", x => new { x.collective_id, x.household_no, x.valid_from, x.recorded_at_ms });
                });

            migrationBuilder.CreateTable(
                name: "parties_inheritance",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    collective_id = table.Column<long>(type: "bigint", nullable: false),
                    member_no = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    died_on = table.Column<DateOnly>(type: "date", nullable: false),
                    ground = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    document = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    line_count = table.Column<int>(type: "integer", nullable: false),
                    sum10000 = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    actor = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_parties_inheritance", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "parties_inheritance_line",
                columns: table => new
                {
                    inheritance_id = table.Column<long>(type: "bigint", nullable: false),
                    heir_no = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    class_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    part_numerator = table.Column<long>(type: "bigint", nullable: false),
                    part_denominator = table.Column<long>(type: "bigint", nullable: false),
                    quantity10000 = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_parties_inheritance_line", x => new { x.inheritance_id, x.heir_no, x.class_code });
                });

            migrationBuilder.CreateTable(
                name: "parties_inheritance_reversal",
                columns: table => new
                {
                    inheritance_id = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    actor = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_parties_inheritance_reversal", x => x.inheritance_id);
                });

            migrationBuilder.CreateTable(
                name: "parties_membership",
                columns: table => new
                {
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    collective_id = table.Column<long>(type: "bigint", nullable: false),
                    member_no = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    household_no = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ended = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    retracted = table.Column<bool>(type: "boolean", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_parties_membership", x => new { x.collective_id, x.member_no, x.valid_from, x.recorded_at_ms });
                });

            migrationBuilder.CreateTable(
                name: "parties_org_unit",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    parent_id = table.Column<long>(type: "bigint", nullable: true),
                    level = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    statistical_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    credit_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_parties_org_unit", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "parties_organization",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    credit_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    unit_id = table.Column<long>(type: "bigint", nullable: true),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_parties_organization", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "parties_person",
                columns: table => new
                {
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    collective_id = table.Column<long>(type: "bigint", nullable: false),
                    member_no = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    citizen_id = table.Column<byte[]>(type: "bytea", nullable: true),
                    phone = table.Column<byte[]>(type: "bytea", nullable: true),
                    bank_account = table.Column<byte[]>(type: "bytea", nullable: true),
                    retracted = table.Column<bool>(type: "boolean", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_parties_person", x => new { x.collective_id, x.member_no, x.valid_from, x.recorded_at_ms });
                });

            migrationBuilder.CreateTable(
                name: "parties_person_index",
                columns: table => new
                {
                    collective_id = table.Column<long>(type: "bigint", nullable: false),
                    field = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    member_no = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_parties_person_index", x => new { x.collective_id, x.field, x.digest, x.member_no, x.valid_from, x.recorded_at_ms });
                });

            migrationBuilder.CreateTable(
                name: "parties_share",
                columns: table => new
                {
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    collective_id = table.Column<long>(type: "bigint", nullable: false),
                    member_no = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    class_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    quantity10000 = table.Column<long>(type: "bigint", nullable: false),
                    retracted = table.Column<bool>(type: "boolean", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_parties_share", x => new { x.collective_id, x.member_no, x.class_code, x.valid_from, x.recorded_at_ms });
                });

            migrationBuilder.CreateTable(
                name: "parties_share_class",
                columns: table => new
                {
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    collective_id = table.Column<long>(type: "bigint", nullable: false),
                    class_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    factor_ppm = table.Column<long>(type: "bigint", nullable: false),
                    retracted = table.Column<bool>(type: "boolean", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_parties_share_class", x => new { x.collective_id, x.class_code, x.valid_from, x.recorded_at_ms });
                });

            migrationBuilder.CreateTable(
                name: "platform_api_token",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    permissions = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    last_used_ms = table.Column<long>(type: "bigint", nullable: true),
                    revoked_at_ms = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_api_token", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_clock",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    last_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_clock", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_import_batch",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    actor = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    content_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    new_rows = table.Column<int>(type: "integer", nullable: false),
                    changed_rows = table.Column<int>(type: "integer", nullable: false),
                    same_rows = table.Column<int>(type: "integer", nullable: false),
                    bad_rows = table.Column<int>(type: "integer", nullable: false),
                    undone_at_ms = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_import_batch", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_invitation",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    expires_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    used_at_ms = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_invitation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_operation",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    actor = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<long>(type: "bigint", nullable: true),
                    address = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    action = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    organization_id = table.Column<long>(type: "bigint", nullable: true),
                    details = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    before = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    after = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    hash = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_operation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_outbox",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    event_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    path = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    data = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_outbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_passkey",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    credential_id = table.Column<byte[]>(type: "bytea", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    data = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_passkey", x => new { x.user_id, x.credential_id });
                });

            migrationBuilder.CreateTable(
                name: "platform_role",
                columns: table => new
                {
                    code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    family = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_role", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "platform_role_permission",
                columns: table => new
                {
                    role_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    permission = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_role_permission", x => new { x.role_code, x.permission });
                });

            migrationBuilder.CreateTable(
                name: "platform_sequence",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    next = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_sequence", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "platform_session",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    ticket = table.Column<byte[]>(type: "bytea", nullable: false),
                    address = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    agent = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    last_seen_ms = table.Column<long>(type: "bigint", nullable: false),
                    expires_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    ended_at_ms = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_session", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_setting",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    value = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_setting", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "platform_user",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    login = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    normalized_login = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    unit_id = table.Column<long>(type: "bigint", nullable: true),
                    collective_id = table.Column<long>(type: "bigint", nullable: true),
                    member_no = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    password_hash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    security_stamp = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    concurrency_stamp = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    lockout_end_ms = table.Column<long>(type: "bigint", nullable: true),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    totp_key = table.Column<byte[]>(type: "bytea", nullable: true),
                    last_totp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    recovery_codes = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    disabled = table.Column<bool>(type: "boolean", nullable: false),
                    must_change_password = table.Column<bool>(type: "boolean", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_user", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_user_relation",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    relative_id = table.Column<long>(type: "bigint", nullable: false),
                    declared_on = table.Column<DateOnly>(type: "date", nullable: false),
                    relation = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_user_relation", x => new { x.user_id, x.relative_id });
                });

            migrationBuilder.CreateTable(
                name: "platform_user_role",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    role_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_user_role", x => new { x.user_id, x.role_code, x.valid_from });
                });

            migrationBuilder.CreateTable(
                name: "platform_user_scope",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    unit_id = table.Column<long>(type: "bigint", nullable: true),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_user_scope", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_webhook",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    address = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    kinds = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    secret = table.Column<byte[]>(type: "bytea", nullable: false),
                    made_by = table.Column<long>(type: "bigint", nullable: false),
                    approved_by = table.Column<long>(type: "bigint", nullable: true),
                    approved_at_ms = table.Column<long>(type: "bigint", nullable: true),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_webhook", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_webhook_attempt",
                columns: table => new
                {
                    webhook_id = table.Column<long>(type: "bigint", nullable: false),
                    fact_id = table.Column<long>(type: "bigint", nullable: false),
                    attempt_no = table.Column<int>(type: "integer", nullable: false),
                    result = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    status = table.Column<int>(type: "integer", nullable: false),
                    took_ms = table.Column<long>(type: "bigint", nullable: false),
                    answer = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_webhook_attempt", x => new { x.webhook_id, x.fact_id, x.attempt_no });
                });

            migrationBuilder.CreateTable(
                name: "platform_webhook_delivery",
                columns: table => new
                {
                    webhook_id = table.Column<long>(type: "bigint", nullable: false),
                    fact_id = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    failed = table.Column<int>(type: "integer", nullable: false),
                    next_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    closed_at_ms = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_webhook_delivery", x => new { x.webhook_id, x.fact_id });
                });

            migrationBuilder.CreateTable(
                name: "proofs_checkpoint",
                columns: table => new
                {
                    size = table.Column<long>(type: "bigint", nullable: false),
                    root = table.Column<byte[]>(type: "bytea", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_proofs_checkpoint", x => x.size);
                });

            migrationBuilder.CreateTable(
                name: "proofs_cosigner",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    vkey = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    url = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_proofs_cosigner", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "proofs_edge",
                columns: table => new
                {
                    level = table.Column<long>(type: "bigint", nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    hashes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_proofs_edge", x => x.level);
                });

            migrationBuilder.CreateTable(
                name: "proofs_entry",
                columns: table => new
                {
                    first_index = table.Column<long>(type: "bigint", nullable: false),
                    leaf_count = table.Column<long>(type: "bigint", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject_id = table.Column<long>(type: "bigint", nullable: false),
                    data = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_proofs_entry", x => x.first_index);
                });

            migrationBuilder.CreateTable(
                name: "proofs_operation_anchor",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    operation_id = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_proofs_operation_anchor", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "proofs_secret",
                columns: table => new
                {
                    organization_id = table.Column<long>(type: "bigint", nullable: false),
                    member_no = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    first_index = table.Column<long>(type: "bigint", nullable: false),
                    secret = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_proofs_secret", x => new { x.organization_id, x.member_no, x.first_index });
                });

            migrationBuilder.CreateTable(
                name: "proofs_seed",
                columns: table => new
                {
                    organization_id = table.Column<long>(type: "bigint", nullable: false),
                    seed = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_proofs_seed", x => x.organization_id);
                });

            migrationBuilder.CreateTable(
                name: "proofs_signature",
                columns: table => new
                {
                    size = table.Column<long>(type: "bigint", nullable: false),
                    line = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_proofs_signature", x => new { x.size, x.line });
                });

            migrationBuilder.CreateTable(
                name: "proofs_tile",
                columns: table => new
                {
                    level = table.Column<long>(type: "bigint", nullable: false),
                    tile_index = table.Column<long>(type: "bigint", nullable: false),
                    hashes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_proofs_tile", x => new { x.level, x.tile_index });
                });

            migrationBuilder.CreateTable(
                name: "proofs_witnessed",
                columns: table => new
                {
                    origin = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    vkey = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    root = table.Column<byte[]>(type: "bytea", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_proofs_witnessed", x => x.origin);
                });

            migrationBuilder.CreateTable(
                name: "ventures_appropriation_rule",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    scope = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    step_no = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    rate_ppm = table.Column<long>(type: "bigint", nullable: false),
                    basis = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ventures_appropriation_rule", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ventures_bank_batch",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    collective_id = table.Column<long>(type: "bigint", nullable: false),
                    cascade_id = table.Column<long>(type: "bigint", nullable: false),
                    batch_no = table.Column<int>(type: "integer", nullable: false),
                    line_count = table.Column<int>(type: "integer", nullable: false),
                    sum_fen = table.Column<long>(type: "bigint", nullable: false),
                    prepared_by = table.Column<long>(type: "bigint", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ventures_bank_batch", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ventures_bank_line",
                columns: table => new
                {
                    collective_id = table.Column<long>(type: "bigint", nullable: false),
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    member_no = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ventures_bank_line", x => new { x.collective_id, x.batch_id, x.member_no });
                });

            migrationBuilder.CreateTable(
                name: "ventures_bank_release",
                columns: table => new
                {
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    content_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ventures_bank_release", x => new { x.batch_id, x.user_id });
                });

            migrationBuilder.CreateTable(
                name: "ventures_bank_result",
                columns: table => new
                {
                    collective_id = table.Column<long>(type: "bigint", nullable: false),
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    member_no = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    result = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    result_on = table.Column<DateOnly>(type: "date", nullable: false),
                    note = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ventures_bank_result", x => new { x.collective_id, x.batch_id, x.member_no, x.recorded_at_ms });
                });

            migrationBuilder.CreateTable(
                name: "ventures_cascade",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    holder_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    period_start = table.Column<DateOnly>(type: "date", nullable: false),
                    period_end = table.Column<DateOnly>(type: "date", nullable: false),
                    record_date = table.Column<DateOnly>(type: "date", nullable: false),
                    declared_on = table.Column<DateOnly>(type: "date", nullable: false),
                    received_fen = table.Column<long>(type: "bigint", nullable: false),
                    pool_fen = table.Column<long>(type: "bigint", nullable: false),
                    line_count = table.Column<long>(type: "bigint", nullable: false),
                    withheld_fen = table.Column<long>(type: "bigint", nullable: false),
                    withholding_ppm = table.Column<long>(type: "bigint", nullable: false),
                    withholding_basis = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    plan_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ventures_cascade", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ventures_cascade_line",
                columns: table => new
                {
                    cascade_id = table.Column<long>(type: "bigint", nullable: false),
                    holder_id = table.Column<long>(type: "bigint", nullable: false),
                    units10000 = table.Column<long>(type: "bigint", nullable: false),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ventures_cascade_line", x => new { x.cascade_id, x.holder_id });
                });

            migrationBuilder.CreateTable(
                name: "ventures_cascade_step",
                columns: table => new
                {
                    cascade_id = table.Column<long>(type: "bigint", nullable: false),
                    step_no = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    rate_ppm = table.Column<long>(type: "bigint", nullable: false),
                    base_fen = table.Column<long>(type: "bigint", nullable: false),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false),
                    basis = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ventures_cascade_step", x => new { x.cascade_id, x.step_no });
                });

            migrationBuilder.CreateTable(
                name: "ventures_contribution",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    phase_id = table.Column<long>(type: "bigint", nullable: false),
                    holder_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false),
                    paid_on = table.Column<DateOnly>(type: "date", nullable: false),
                    quota_id = table.Column<long>(type: "bigint", nullable: true),
                    unit_price_fen = table.Column<long>(type: "bigint", nullable: true),
                    evidence = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ventures_contribution", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ventures_distribution",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    venture_id = table.Column<long>(type: "bigint", nullable: false),
                    phase_id = table.Column<long>(type: "bigint", nullable: true),
                    period_start = table.Column<DateOnly>(type: "date", nullable: false),
                    period_end = table.Column<DateOnly>(type: "date", nullable: false),
                    record_date = table.Column<DateOnly>(type: "date", nullable: false),
                    declared_on = table.Column<DateOnly>(type: "date", nullable: false),
                    declared_fen = table.Column<long>(type: "bigint", nullable: true),
                    pool_fen = table.Column<long>(type: "bigint", nullable: false),
                    line_count = table.Column<int>(type: "integer", nullable: false),
                    sum_fen = table.Column<long>(type: "bigint", nullable: false),
                    payer_id = table.Column<long>(type: "bigint", nullable: false),
                    plan_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ventures_distribution", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ventures_distribution_line",
                columns: table => new
                {
                    distribution_id = table.Column<long>(type: "bigint", nullable: false),
                    holder_id = table.Column<long>(type: "bigint", nullable: false),
                    exact = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ventures_distribution_line", x => new { x.distribution_id, x.holder_id });
                });

            migrationBuilder.CreateTable(
                name: "ventures_equity_event",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    phase_id = table.Column<long>(type: "bigint", nullable: false),
                    holder_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false),
                    effective_on = table.Column<DateOnly>(type: "date", nullable: false),
                    to_holder_id = table.Column<long>(type: "bigint", nullable: true),
                    contribution_id = table.Column<long>(type: "bigint", nullable: true),
                    note = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ventures_equity_event", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ventures_funding_source",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    venture_id = table.Column<long>(type: "bigint", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false),
                    qualifier = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    evidence = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ventures_funding_source", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ventures_land_quota",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    parcel_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    holder_id = table.Column<long>(type: "bigint", nullable: false),
                    parent_id = table.Column<long>(type: "bigint", nullable: true),
                    area_mu10000 = table.Column<long>(type: "bigint", nullable: false),
                    acceptance_no = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    accepted_on = table.Column<DateOnly>(type: "date", nullable: true),
                    note = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ventures_land_quota", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ventures_payment",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    distribution_id = table.Column<long>(type: "bigint", nullable: false),
                    payer_id = table.Column<long>(type: "bigint", nullable: false),
                    top_up = table.Column<bool>(type: "boolean", nullable: false),
                    paid_on = table.Column<DateOnly>(type: "date", nullable: false),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false),
                    line_count = table.Column<int>(type: "integer", nullable: false),
                    evidence = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ventures_payment", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ventures_payment_line",
                columns: table => new
                {
                    payment_id = table.Column<long>(type: "bigint", nullable: false),
                    holder_id = table.Column<long>(type: "bigint", nullable: false),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ventures_payment_line", x => new { x.payment_id, x.holder_id });
                });

            migrationBuilder.CreateTable(
                name: "ventures_payment_result",
                columns: table => new
                {
                    payment_id = table.Column<long>(type: "bigint", nullable: false),
                    holder_id = table.Column<long>(type: "bigint", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    result = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    result_on = table.Column<DateOnly>(type: "date", nullable: false),
                    note = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ventures_payment_result", x => new { x.payment_id, x.holder_id, x.recorded_at_ms });
                });

            migrationBuilder.CreateTable(
                name: "ventures_payout",
                columns: table => new
                {
                    collective_id = table.Column<long>(type: "bigint", nullable: false),
                    cascade_id = table.Column<long>(type: "bigint", nullable: false),
                    member_no = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    weight = table.Column<long>(type: "bigint", nullable: false),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false),
                    withheld_fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ventures_payout", x => new { x.collective_id, x.cascade_id, x.member_no });
                });

            migrationBuilder.CreateTable(
                name: "ventures_phase",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    venture_id = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    opened_on = table.Column<DateOnly>(type: "date", nullable: false),
                    closed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ventures_phase", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ventures_published_figure",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    venture_id = table.Column<long>(type: "bigint", nullable: false),
                    measure = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false),
                    qualifier = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    published_on = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ventures_published_figure", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ventures_return_term",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    phase_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    rate_ppm = table.Column<long>(type: "bigint", nullable: false),
                    share_ppm = table.Column<long>(type: "bigint", nullable: false),
                    day_count = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true),
                    payer_id = table.Column<long>(type: "bigint", nullable: true),
                    guarantor_id = table.Column<long>(type: "bigint", nullable: true),
                    legal_basis = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    due_day = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ventures_return_term", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ventures_reversal",
                columns: table => new
                {
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject_id = table.Column<long>(type: "bigint", nullable: false),
                    reversed_on = table.Column<DateOnly>(type: "date", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ventures_reversal", x => new { x.subject, x.subject_id });
                });

            migrationBuilder.CreateTable(
                name: "ventures_venture",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    operator_id = table.Column<long>(type: "bigint", nullable: false),
                    payer_id = table.Column<long>(type: "bigint", nullable: true),
                    guarantor_id = table.Column<long>(type: "bigint", nullable: true),
                    location = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    legal_basis = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    total_investment_fen = table.Column<long>(type: "bigint", nullable: true),
                    note = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    import_batch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ventures_venture", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ventures_withdrawal",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject_id = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ventures_withdrawal", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_cases_alliance_unit_convener_id_organization_id_valid_from_recorded_at_ms",
                table: "cases_alliance_unit",
                columns: new[] { "convener_id", "organization_id", "valid_from", "recorded_at_ms" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cases_attachment_case_id_attachment_no",
                table: "cases_attachment",
                columns: new[] { "case_id", "attachment_no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cases_case_client_id",
                table: "cases_case",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cases_case_code_hash",
                table: "cases_case",
                column: "code_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cases_case_import_batch_id",
                table: "cases_case",
                column: "import_batch_id");

            migrationBuilder.CreateIndex(
                name: "ix_cases_case_kind_received_on",
                table: "cases_case",
                columns: new[] { "kind", "received_on" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_case_number",
                table: "cases_case",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cases_case_owner_id_number_there",
                table: "cases_case",
                columns: new[] { "owner_id", "number_there" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_event_client_id",
                table: "cases_event",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cases_event_recorded_at_ms",
                table: "cases_event",
                column: "recorded_at_ms");

            migrationBuilder.CreateIndex(
                name: "ix_cases_involved_case_id",
                table: "cases_involved",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_cases_mediator_case_id",
                table: "cases_mediator",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_cases_meeting_client_id",
                table: "cases_meeting",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cases_meeting_case_case_id",
                table: "cases_meeting_case",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_cases_party_name_digest",
                table: "cases_party",
                column: "name_digest");

            migrationBuilder.CreateIndex(
                name: "ix_cases_party_organization_id",
                table: "cases_party",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ix_cases_standing_done_next_due_on",
                table: "cases_standing",
                columns: new[] { "done", "next_due_on" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_standing_kind_done_next_due_on",
                table: "cases_standing",
                columns: new[] { "kind", "done", "next_due_on" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_standing_kind_state",
                table: "cases_standing",
                columns: new[] { "kind", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_work_day_valid_from_recorded_at_ms",
                table: "cases_work_day",
                columns: new[] { "valid_from", "recorded_at_ms" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_decisions_answer_proposal_id",
                table: "decisions_answer",
                column: "proposal_id");

            migrationBuilder.CreateIndex(
                name: "ix_decisions_approval_proposal_id",
                table: "decisions_approval",
                column: "proposal_id");

            migrationBuilder.CreateIndex(
                name: "ix_decisions_assembly_client_id",
                table: "decisions_assembly",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_decisions_assembly_proposal_id",
                table: "decisions_assembly",
                column: "proposal_id");

            migrationBuilder.CreateIndex(
                name: "ix_decisions_concerned_organization_id",
                table: "decisions_concerned",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ix_decisions_execution_organization_id_kind_subject_key",
                table: "decisions_execution",
                columns: new[] { "organization_id", "kind", "subject_key" });

            migrationBuilder.CreateIndex(
                name: "ix_decisions_execution_proposal_id",
                table: "decisions_execution",
                column: "proposal_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_decisions_objection_client_id",
                table: "decisions_objection",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_decisions_objection_proposal_id",
                table: "decisions_objection",
                column: "proposal_id");

            migrationBuilder.CreateIndex(
                name: "ix_decisions_proposal_client_id",
                table: "decisions_proposal",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_decisions_proposal_organization_id_kind_subject_key",
                table: "decisions_proposal",
                columns: new[] { "organization_id", "kind", "subject_key" });

            migrationBuilder.CreateIndex(
                name: "ix_decisions_publication_client_id",
                table: "decisions_publication",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_decisions_publication_proposal_id",
                table: "decisions_publication",
                column: "proposal_id");

            migrationBuilder.CreateIndex(
                name: "ix_decisions_publication_stop_proposal_id",
                table: "decisions_publication_stop",
                column: "proposal_id");

            migrationBuilder.CreateIndex(
                name: "ix_disclosure_act_client_id",
                table: "disclosure_act",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_disclosure_act_organization_id_id",
                table: "disclosure_act",
                columns: new[] { "organization_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_disclosure_notice_client_id",
                table: "disclosure_notice",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_disclosure_notice_organization_id_id",
                table: "disclosure_notice",
                columns: new[] { "organization_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_disclosure_setting_client_id",
                table: "disclosure_setting",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_disclosure_setting_name_organization_id",
                table: "disclosure_setting",
                columns: new[] { "name", "organization_id" });

            migrationBuilder.CreateIndex(
                name: "ix_disclosure_slip_objection_cascade_id_household_no",
                table: "disclosure_slip_objection",
                columns: new[] { "cascade_id", "household_no" });

            migrationBuilder.CreateIndex(
                name: "ix_disclosure_slip_objection_client_id",
                table: "disclosure_slip_objection",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_disclosure_slip_objection_organization_id_id",
                table: "disclosure_slip_objection",
                columns: new[] { "organization_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_indicators_briefing_publication_client_id",
                table: "indicators_briefing_publication",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_indicators_briefing_publication_code_id",
                table: "indicators_briefing_publication",
                columns: new[] { "code", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_indicators_briefing_version_client_id",
                table: "indicators_briefing_version",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_indicators_claim_code_valid_from_recorded_at_ms",
                table: "indicators_claim",
                columns: new[] { "code", "valid_from", "recorded_at_ms" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_indicators_data_approval_client_id",
                table: "indicators_data_approval",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_indicators_data_approval_set_code_period_start_organization_id",
                table: "indicators_data_approval",
                columns: new[] { "set_code", "period_start", "organization_id" });

            migrationBuilder.CreateIndex(
                name: "ix_indicators_data_element_set_code_indicator_valid_from_recorded_at_ms",
                table: "indicators_data_element",
                columns: new[] { "set_code", "indicator", "valid_from", "recorded_at_ms" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_indicators_data_set_code_valid_from_recorded_at_ms",
                table: "indicators_data_set",
                columns: new[] { "code", "valid_from", "recorded_at_ms" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_indicators_definition_code_valid_from_recorded_at_ms",
                table: "indicators_definition",
                columns: new[] { "code", "valid_from", "recorded_at_ms" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_indicators_observation_client_id",
                table: "indicators_observation",
                column: "client_id");

            migrationBuilder.CreateIndex(
                name: "ix_indicators_observation_set_code_valid_from_organization_id_element_recorded_at_ms",
                table: "indicators_observation",
                columns: new[] { "set_code", "valid_from", "organization_id", "element", "recorded_at_ms" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_indicators_threshold_region_rule_indicator_valid_from_recorded_at_ms",
                table: "indicators_threshold",
                columns: new[] { "region", "rule", "indicator", "valid_from", "recorded_at_ms" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_industry_chain_code_valid_from_recorded_at_ms",
                table: "industry_chain",
                columns: new[] { "code", "valid_from", "recorded_at_ms" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_industry_chain_member_firm_id_chain_valid_from_recorded_at_ms",
                table: "industry_chain_member",
                columns: new[] { "firm_id", "chain", "valid_from", "recorded_at_ms" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_industry_output_firm_id_series_valid_from_recorded_at_ms",
                table: "industry_output",
                columns: new[] { "firm_id", "series", "valid_from", "recorded_at_ms" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_industry_output_series_valid_from",
                table: "industry_output",
                columns: new[] { "series", "valid_from" });

            migrationBuilder.CreateIndex(
                name: "ix_industry_release_client_id",
                table: "industry_release",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_industry_scope_firm_id_series_valid_from_recorded_at_ms",
                table: "industry_scope",
                columns: new[] { "firm_id", "series", "valid_from", "recorded_at_ms" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ledger_book_organization_id",
                table: "ledger_book",
                column: "organization_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ledger_voucher_book_id_year_month_voucher_class_number",
                table: "ledger_voucher",
                columns: new[] { "book_id", "year_month", "voucher_class", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ledger_voucher_client_id_book_id",
                table: "ledger_voucher",
                columns: new[] { "client_id", "book_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ledger_voucher_reverses_id_book_id",
                table: "ledger_voucher",
                columns: new[] { "reverses_id", "book_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ledger_voucher_source_kind_source_id_book_id",
                table: "ledger_voucher",
                columns: new[] { "source_kind", "source_id", "book_id" });

            migrationBuilder.CreateIndex(
                name: "ix_oversight_finding_client_id",
                table: "oversight_finding",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_oversight_finding_organization_id_id",
                table: "oversight_finding",
                columns: new[] { "organization_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_oversight_finding_subject",
                table: "oversight_finding",
                column: "subject");

            migrationBuilder.CreateIndex(
                name: "ix_oversight_interest_client_id",
                table: "oversight_interest",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_oversight_interest_user_id",
                table: "oversight_interest",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_oversight_question_client_id",
                table: "oversight_question",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_oversight_question_unit_id_question_no",
                table: "oversight_question",
                columns: new[] { "unit_id", "question_no" });

            migrationBuilder.CreateIndex(
                name: "ix_oversight_release_client_id",
                table: "oversight_release",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_oversight_release_organization_id",
                table: "oversight_release",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ix_oversight_released_release_id",
                table: "oversight_released",
                column: "release_id");

            migrationBuilder.CreateIndex(
                name: "ix_oversight_review_case_id",
                table: "oversight_review",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_oversight_review_client_id",
                table: "oversight_review",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_oversight_review_unit_id_id",
                table: "oversight_review",
                columns: new[] { "unit_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_oversight_review_answer_client_id",
                table: "oversight_review_answer",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_oversight_review_draw_client_id",
                table: "oversight_review_draw",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_oversight_review_party_code_hash",
                table: "oversight_review_party",
                column: "code_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_oversight_watch_client_id",
                table: "oversight_watch",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_parties_inheritance_client_id",
                table: "parties_inheritance",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_parties_inheritance_collective_id_member_no",
                table: "parties_inheritance",
                columns: new[] { "collective_id", "member_no" });

            migrationBuilder.CreateIndex(
                name: "ix_parties_org_unit_code",
                table: "parties_org_unit",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_parties_organization_code",
                table: "parties_organization",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_platform_api_token_hash",
                table: "platform_api_token",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_platform_operation_organization_id_id",
                table: "platform_operation",
                columns: new[] { "organization_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_platform_operation_subject_id",
                table: "platform_operation",
                columns: new[] { "subject", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_platform_operation_user_id_id",
                table: "platform_operation",
                columns: new[] { "user_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_platform_outbox_event_id",
                table: "platform_outbox",
                column: "event_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_platform_outbox_key",
                table: "platform_outbox",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_platform_passkey_credential_id",
                table: "platform_passkey",
                column: "credential_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_platform_session_user_id",
                table: "platform_session",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_platform_user_normalized_login",
                table: "platform_user",
                column: "normalized_login",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_platform_user_scope_user_id",
                table: "platform_user_scope",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_platform_webhook_client_id",
                table: "platform_webhook",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_platform_webhook_delivery_webhook_id_state_next_at_ms",
                table: "platform_webhook_delivery",
                columns: new[] { "webhook_id", "state", "next_at_ms" });

            migrationBuilder.CreateIndex(
                name: "ix_proofs_entry_type_subject_id_first_index",
                table: "proofs_entry",
                columns: new[] { "type", "subject_id", "first_index" });

            migrationBuilder.CreateIndex(
                name: "ix_ventures_appropriation_rule_scope_valid_from",
                table: "ventures_appropriation_rule",
                columns: new[] { "scope", "valid_from" });

            migrationBuilder.CreateIndex(
                name: "ix_ventures_bank_batch_cascade_id_batch_no",
                table: "ventures_bank_batch",
                columns: new[] { "cascade_id", "batch_no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ventures_cascade_holder_id_period_start",
                table: "ventures_cascade",
                columns: new[] { "holder_id", "period_start" });

            migrationBuilder.CreateIndex(
                name: "ix_ventures_cascade_line_holder_id",
                table: "ventures_cascade_line",
                column: "holder_id");

            migrationBuilder.CreateIndex(
                name: "ix_ventures_contribution_phase_id_holder_id",
                table: "ventures_contribution",
                columns: new[] { "phase_id", "holder_id" });

            migrationBuilder.CreateIndex(
                name: "ix_ventures_contribution_quota_id",
                table: "ventures_contribution",
                column: "quota_id");

            migrationBuilder.CreateIndex(
                name: "ix_ventures_distribution_client_id",
                table: "ventures_distribution",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ventures_distribution_venture_id_period_start",
                table: "ventures_distribution",
                columns: new[] { "venture_id", "period_start" });

            migrationBuilder.CreateIndex(
                name: "ix_ventures_distribution_line_holder_id",
                table: "ventures_distribution_line",
                column: "holder_id");

            migrationBuilder.CreateIndex(
                name: "ix_ventures_equity_event_phase_id_holder_id",
                table: "ventures_equity_event",
                columns: new[] { "phase_id", "holder_id" });

            migrationBuilder.CreateIndex(
                name: "ix_ventures_funding_source_venture_id",
                table: "ventures_funding_source",
                column: "venture_id");

            migrationBuilder.CreateIndex(
                name: "ix_ventures_land_quota_parcel_code",
                table: "ventures_land_quota",
                column: "parcel_code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ventures_payment_client_id",
                table: "ventures_payment",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ventures_payment_distribution_id",
                table: "ventures_payment",
                column: "distribution_id");

            migrationBuilder.CreateIndex(
                name: "ix_ventures_phase_venture_id_code",
                table: "ventures_phase",
                columns: new[] { "venture_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ventures_published_figure_venture_id",
                table: "ventures_published_figure",
                column: "venture_id");

            migrationBuilder.CreateIndex(
                name: "ix_ventures_return_term_phase_id",
                table: "ventures_return_term",
                column: "phase_id");

            migrationBuilder.CreateIndex(
                name: "ix_ventures_venture_code",
                table: "ventures_venture",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ventures_withdrawal_subject_subject_id",
                table: "ventures_withdrawal",
                columns: new[] { "subject", "subject_id" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "cases_agreement");

            migrationBuilder.DropTable(
                name: "cases_alliance_unit");

            migrationBuilder.DropTable(
                name: "cases_attachment");

            migrationBuilder.DropTable(
                name: "cases_attachment_content");

            migrationBuilder.DropTable(
                name: "cases_attachment_removal");

            migrationBuilder.DropTable(
                name: "cases_case");

            migrationBuilder.DropTable(
                name: "cases_event");

            migrationBuilder.DropTable(
                name: "cases_gram");

            migrationBuilder.DropTable(
                name: "cases_involved");

            migrationBuilder.DropTable(
                name: "cases_mediator");

            migrationBuilder.DropTable(
                name: "cases_meeting");

            migrationBuilder.DropTable(
                name: "cases_meeting_case");

            migrationBuilder.DropTable(
                name: "cases_notice_seen");

            migrationBuilder.DropTable(
                name: "cases_party");

            migrationBuilder.DropTable(
                name: "cases_search");

            migrationBuilder.DropTable(
                name: "cases_standing");

            migrationBuilder.DropTable(
                name: "cases_work_day");

            migrationBuilder.DropTable(
                name: "decisions_answer");

            migrationBuilder.DropTable(
                name: "decisions_approval");

            migrationBuilder.DropTable(
                name: "decisions_assembly");

            migrationBuilder.DropTable(
                name: "decisions_attendance");

            migrationBuilder.DropTable(
                name: "decisions_concerned");

            migrationBuilder.DropTable(
                name: "decisions_execution");

            migrationBuilder.DropTable(
                name: "decisions_objection");

            migrationBuilder.DropTable(
                name: "decisions_parameter");

            migrationBuilder.DropTable(
                name: "decisions_path");

            migrationBuilder.DropTable(
                name: "decisions_proposal");

            migrationBuilder.DropTable(
                name: "decisions_publication");

            migrationBuilder.DropTable(
                name: "decisions_publication_stop");

            migrationBuilder.DropTable(
                name: "decisions_representative");

            migrationBuilder.DropTable(
                name: "decisions_step");

            migrationBuilder.DropTable(
                name: "decisions_withdrawal");

            migrationBuilder.DropTable(
                name: "disclosure_act");

            migrationBuilder.DropTable(
                name: "disclosure_notice");

            migrationBuilder.DropTable(
                name: "disclosure_notice_event");

            migrationBuilder.DropTable(
                name: "disclosure_setting");

            migrationBuilder.DropTable(
                name: "disclosure_slip_answer");

            migrationBuilder.DropTable(
                name: "disclosure_slip_objection");

            migrationBuilder.DropTable(
                name: "indicators_briefing_number");

            migrationBuilder.DropTable(
                name: "indicators_briefing_publication");

            migrationBuilder.DropTable(
                name: "indicators_briefing_version");

            migrationBuilder.DropTable(
                name: "indicators_briefing_withdrawal");

            migrationBuilder.DropTable(
                name: "indicators_claim");

            migrationBuilder.DropTable(
                name: "indicators_data_approval");

            migrationBuilder.DropTable(
                name: "indicators_data_element");

            migrationBuilder.DropTable(
                name: "indicators_data_set");

            migrationBuilder.DropTable(
                name: "indicators_definition");

            migrationBuilder.DropTable(
                name: "indicators_observation");

            migrationBuilder.DropTable(
                name: "indicators_threshold");

            migrationBuilder.DropTable(
                name: "industry_chain");

            migrationBuilder.DropTable(
                name: "industry_chain_member");

            migrationBuilder.DropTable(
                name: "industry_output");

            migrationBuilder.DropTable(
                name: "industry_release");

            migrationBuilder.DropTable(
                name: "industry_release_cell");

            migrationBuilder.DropTable(
                name: "industry_scope");

            migrationBuilder.DropTable(
                name: "ledger_account");

            migrationBuilder.DropTable(
                name: "ledger_book");

            migrationBuilder.DropTable(
                name: "ledger_period");

            migrationBuilder.DropTable(
                name: "ledger_posting");

            migrationBuilder.DropTable(
                name: "ledger_voucher");

            migrationBuilder.DropTable(
                name: "oversight_alert_closing");

            migrationBuilder.DropTable(
                name: "oversight_alert_rule");

            migrationBuilder.DropTable(
                name: "oversight_finding");

            migrationBuilder.DropTable(
                name: "oversight_finding_event");

            migrationBuilder.DropTable(
                name: "oversight_interest");

            migrationBuilder.DropTable(
                name: "oversight_interest_end");

            migrationBuilder.DropTable(
                name: "oversight_question");

            migrationBuilder.DropTable(
                name: "oversight_release");

            migrationBuilder.DropTable(
                name: "oversight_release_count");

            migrationBuilder.DropTable(
                name: "oversight_release_text");

            migrationBuilder.DropTable(
                name: "oversight_released");

            migrationBuilder.DropTable(
                name: "oversight_retention");

            migrationBuilder.DropTable(
                name: "oversight_review");

            migrationBuilder.DropTable(
                name: "oversight_review_answer");

            migrationBuilder.DropTable(
                name: "oversight_review_draw");

            migrationBuilder.DropTable(
                name: "oversight_review_event");

            migrationBuilder.DropTable(
                name: "oversight_review_party");

            migrationBuilder.DropTable(
                name: "oversight_watch");

            migrationBuilder.DropTable(
                name: "parties_company_unit");

            migrationBuilder.DropTable(
                name: "parties_household");

            migrationBuilder.DropTable(
                name: "parties_inheritance");

            migrationBuilder.DropTable(
                name: "parties_inheritance_line");

            migrationBuilder.DropTable(
                name: "parties_inheritance_reversal");

            migrationBuilder.DropTable(
                name: "parties_membership");

            migrationBuilder.DropTable(
                name: "parties_org_unit");

            migrationBuilder.DropTable(
                name: "parties_organization");

            migrationBuilder.DropTable(
                name: "parties_person");

            migrationBuilder.DropTable(
                name: "parties_person_index");

            migrationBuilder.DropTable(
                name: "parties_share");

            migrationBuilder.DropTable(
                name: "parties_share_class");

            migrationBuilder.DropTable(
                name: "platform_api_token");

            migrationBuilder.DropTable(
                name: "platform_clock");

            migrationBuilder.DropTable(
                name: "platform_import_batch");

            migrationBuilder.DropTable(
                name: "platform_invitation");

            migrationBuilder.DropTable(
                name: "platform_operation");

            migrationBuilder.DropTable(
                name: "platform_outbox");

            migrationBuilder.DropTable(
                name: "platform_passkey");

            migrationBuilder.DropTable(
                name: "platform_role");

            migrationBuilder.DropTable(
                name: "platform_role_permission");

            migrationBuilder.DropTable(
                name: "platform_sequence");

            migrationBuilder.DropTable(
                name: "platform_session");

            migrationBuilder.DropTable(
                name: "platform_setting");

            migrationBuilder.DropTable(
                name: "platform_user");

            migrationBuilder.DropTable(
                name: "platform_user_relation");

            migrationBuilder.DropTable(
                name: "platform_user_role");

            migrationBuilder.DropTable(
                name: "platform_user_scope");

            migrationBuilder.DropTable(
                name: "platform_webhook");

            migrationBuilder.DropTable(
                name: "platform_webhook_attempt");

            migrationBuilder.DropTable(
                name: "platform_webhook_delivery");

            migrationBuilder.DropTable(
                name: "proofs_checkpoint");

            migrationBuilder.DropTable(
                name: "proofs_cosigner");

            migrationBuilder.DropTable(
                name: "proofs_edge");

            migrationBuilder.DropTable(
                name: "proofs_entry");

            migrationBuilder.DropTable(
                name: "proofs_operation_anchor");

            migrationBuilder.DropTable(
                name: "proofs_secret");

            migrationBuilder.DropTable(
                name: "proofs_seed");

            migrationBuilder.DropTable(
                name: "proofs_signature");

            migrationBuilder.DropTable(
                name: "proofs_tile");

            migrationBuilder.DropTable(
                name: "proofs_witnessed");

            migrationBuilder.DropTable(
                name: "ventures_appropriation_rule");

            migrationBuilder.DropTable(
                name: "ventures_bank_batch");

            migrationBuilder.DropTable(
                name: "ventures_bank_line");

            migrationBuilder.DropTable(
                name: "ventures_bank_release");

            migrationBuilder.DropTable(
                name: "ventures_bank_result");

            migrationBuilder.DropTable(
                name: "ventures_cascade");

            migrationBuilder.DropTable(
                name: "ventures_cascade_line");

            migrationBuilder.DropTable(
                name: "ventures_cascade_step");

            migrationBuilder.DropTable(
                name: "ventures_contribution");

            migrationBuilder.DropTable(
                name: "ventures_distribution");

            migrationBuilder.DropTable(
                name: "ventures_distribution_line");

            migrationBuilder.DropTable(
                name: "ventures_equity_event");

            migrationBuilder.DropTable(
                name: "ventures_funding_source");

            migrationBuilder.DropTable(
                name: "ventures_land_quota");

            migrationBuilder.DropTable(
                name: "ventures_payment");

            migrationBuilder.DropTable(
                name: "ventures_payment_line");

            migrationBuilder.DropTable(
                name: "ventures_payment_result");

            migrationBuilder.DropTable(
                name: "ventures_payout");

            migrationBuilder.DropTable(
                name: "ventures_phase");

            migrationBuilder.DropTable(
                name: "ventures_published_figure");

            migrationBuilder.DropTable(
                name: "ventures_return_term");

            migrationBuilder.DropTable(
                name: "ventures_reversal");

            migrationBuilder.DropTable(
                name: "ventures_venture");

            migrationBuilder.DropTable(
                name: "ventures_withdrawal");
        }
    }
}
