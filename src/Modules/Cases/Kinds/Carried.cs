namespace Baotuan.Cases.Kinds;

/// <summary>
/// Steps that an import makes and no hand can: a case of an older register comes in as it ended there, and an import that is taken back leaves its cases behind as
/// taken back. They are walked like every other step, but no form offers them and no act asks for them.
/// </summary>
internal static class Carried
{
    private const string Prefix = "carried_";

    public const string UndoImport = "undo_import";

    /// <summary>State of a case whose import was taken back: it counts nowhere.</summary>
    public const string Undone = "import_undone";

    public const string UndoneChinese = "导入已撤销";

    /// <summary>The act that carries a case over to one of the last states of its kind.</summary>
    public static string To(string state) => Prefix + state;

    /// <summary>Whether an act is the end that a case had in an older register.</summary>
    public static bool IsEnd(string act) => act.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The step of that name in a kind; null where it is none of these.</summary>
    public static Move? Find(CaseKind kind, string act)
    {
        if (act == UndoImport)
        {
            return new(UndoImport, "撤销导入", [.. kind.States.Select(s => s.Code)], Undone, Who.None);
        }

        var state = IsEnd(act) ? act[Prefix.Length..] : "";
        return kind.Last.Contains(state) ? new(act, "从旧台账转入", [kind.First], state, Who.None) { Effect = Effect.CarryOver } : null;
    }
}
