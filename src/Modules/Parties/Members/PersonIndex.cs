using Baotuan.Platform.Access;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;

namespace Baotuan.Parties.Members;

/// <summary>
/// By what a person is found whose number is typed in full: one row for each personal field of each recorded version. It holds a
/// keyed digest and no value; nothing is proven by it, so it may be made anew at any time and what is found is opened and compared.
/// </summary>
internal sealed class PersonIndex : IBulkRow<PersonIndex>
{
    public long CollectiveId { get; set; }
    public string Field { get; set; } = "";

    /// <summary>16 bytes, see <see cref="FieldProtector.Digest"/>.</summary>
    public byte[] Digest { get; set; } = [];

    public string MemberNo { get; set; } = "";
    public DateOnly ValidFrom { get; set; }
    public long RecordedAtMs { get; set; }

    public static string Table => "parties_person_index";

    public static BulkColumn[] Columns { get; } =
    [
        new("collective_id", BulkKind.Integer), new("field", BulkKind.Text), new("digest", BulkKind.Bytes), new("member_no", BulkKind.Text),
        new("valid_from", BulkKind.Date), new("recorded_at_ms", BulkKind.Integer),
    ];

    /// <summary>The row by which this version is found; null where the field is empty.</summary>
    public static PersonIndex? Of(FieldProtector fields, Person person, PersonalField field, string? plain) => plain is null ? null : new()
    {
        CollectiveId = person.CollectiveId,
        Field = field.Column,
        Digest = fields.Digest(field.Column, plain),
        MemberNo = person.MemberNo,
        ValidFrom = person.ValidFrom,
        RecordedAtMs = person.RecordedAtMs,
    };

    public void Write(BulkWriter writer)
    {
        writer.Write(CollectiveId);
        writer.Write(Field);
        writer.Write(Digest);
        writer.Write(MemberNo);
        writer.Write(ValidFrom);
        writer.Write(RecordedAtMs);
    }
}
