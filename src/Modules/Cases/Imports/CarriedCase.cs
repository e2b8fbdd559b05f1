using Baotuan.Cases.Intake;
using Baotuan.Cases.Kinds;
using Baotuan.Cases.Register;
using Baotuan.Engine.Conflicts;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;

namespace Baotuan.Cases.Imports;

/// <summary>A row of an older register, read and checked for itself.</summary>
/// <param name="Result">State in which it ended; null where it did not.</param>
/// <param name="Parties">Side and name.</param>
internal sealed record CarriedCase(
    SheetRow Row, OrganizationInfo Owner, string Number, CaseKind Kind, string Category, string Title, string Channel, OrganizationInfo Subject, DateOnly ReceivedOn,
    string? Result, DateOnly? EndedOn, OrganizationInfo? Lead, IReadOnlyList<(string Side, string Name)> Parties, string Statement)
{
    /// <summary>The case; null where the row has not even a number, or names what is not there.</summary>
    public static async Task<CarriedCase?> ReadAsync(SheetRow row, OrganizationCodes codes, BaotuanDb db, CancellationToken cancel)
    {
        var (owner, subject, lead) = (await codes.FindAsync(row, "owner", cancel), await codes.FindAsync(row, "subject", cancel), await codes.FindAsync(row, "lead", cancel));
        if (owner is null || subject is null || CaseKinds.Find(row.ChoiceOrNull("kind")) is not { } kind || !row.Has("number") || !row.Has("received_on"))
        {
            return null;
        }

        var (category, result) = (Choose(row, "category", kind.Categories), Choose(row, "result", [.. kind.States.Where(s => kind.Last.Contains(s.Code))]));
        IReadOnlyList<(string, string)> parties =
            [.. new[] { "first_party", "second_party" }.Select((column, i) => (Side: kind.Sides.ElementAtOrDefault(i).Code, Name: row.TextOrNull(column)?.Trim() ?? "")).Where(p => p.Name.Length > 0)];
        var read = new CarriedCase(
            row, owner, row.Text("number"), kind, category ?? "", row.TextOrNull("title")?.Trim() ?? "", row.ChoiceOrNull("channel") ?? "window", subject, row.Date("received_on"),
            result, row.DateOrNull("ended_on"), lead, parties, row.TextOrNull("statement")?.Trim() ?? "");
        read.CheckWords();
        read.CheckDays(db.Today());
        read.CheckParties();
        return read;
    }

    private static string? Choose(SheetRow row, string column, IReadOnlyList<(string Code, string Chinese)> choices)
    {
        if (row.TextOrNull(column)?.Trim() is not { Length: > 0 } text)
        {
            return null;
        }

        var found = choices.FirstOrDefault(c => c.Code == text || c.Chinese == text).Code;
        if (found is null)
        {
            row.Refuse(column, $"请填其中之一：{string.Join('、', choices.Select(c => c.Chinese))}");
        }

        return found;
    }

    private void CheckWords()
    {
        if (Kind.Confidentiality == Confidentiality.ClosedMediation && Title.Length > 0)
        {
            Row.Refuse("title", $"{Kind.Chinese}不填标题：标题在清单里人人可见。请写在内容里。");
        }
        else if (Kind.Confidentiality == Confidentiality.Open && Title.Length == 0)
        {
            Row.Refuse("title", $"{Kind.Chinese}要有标题。请用一句话写，不要写姓名。");
        }

        if (Result is null && Row.IsEmpty("result") && Statement.Length == 0)
        {
            Row.Refuse("statement", "没有办完的要写内容，接着办的人才知道是什么事。");
        }
    }

    private void CheckDays(DateOnly today)
    {
        if (ReceivedOn > today)
        {
            Row.Refuse("received_on", "受理日期晚于今天，请改正。");
        }

        if (Row.Has("result") != Row.Has("ended_on"))
        {
            Row.Refuse("ended_on", "结果和办结日期要么都写，要么都不写。");
        }
        else if (EndedOn < ReceivedOn || EndedOn > today)
        {
            Row.Refuse("ended_on", "办结日期不能早于受理日期，也不能晚于今天。");
        }

        if (Lead is not null && Row.IsEmpty("result"))
        {
            Row.Refuse("lead", "没有办完的不写承办单位，导入后在页面交办。");
        }
    }

    private void CheckParties()
    {
        // what was known of people then is not asked once more; that a unit handled its own matter is a slip of the file
        if (Lead is not null && Ties.OfUnit(Lead.Id, PersonMark.Plain(Lead.Name), [.. Parties.Select((p, i) => new PartyFacts(i + 1, new(PersonMark.Plain(p.Name), "", []), null))], []) is not null)
        {
            Row.Refuse("lead", "承办单位就是当事人，不能办理自己的事。请核对承办单位和当事人。");
        }

        if (Parties.FirstOrDefault(p => p.Side is null) is { Name: not null })
        {
            Row.Refuse("second_party", $"{Kind.Chinese}只有一方，请把另一方写在内容里。");
        }

        // whoever has to consent must be known before anything goes on
        if (Row.IsEmpty("result") && !Kind.MayBeAnonymous && Kind.NeededSides.FirstOrDefault(side => Parties.All(p => p.Side != side)) is { } missing)
        {
            Row.Refuse(missing == Kind.Sides[0].Code ? "first_party" : "second_party", $"没有办完的要写{Kind.SideName(missing)}。");
        }
    }
}
