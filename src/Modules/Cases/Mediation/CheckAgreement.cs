using Baotuan.Cases.Contracts;
using Baotuan.Kernel;

namespace Baotuan.Cases.Mediation;

/// <summary>What an agreement must say.</summary>
internal static class CheckAgreement
{
    public const int Longest = 4000;

    /// <summary>Why not; null when it is whole.</summary>
    public static Refusal? Problem(AgreementDraft? draft)
    {
        if (draft is null)
        {
            return null; // oral, its gist in the words of the step
        }

        if (draft.Facts.Trim().Length > Longest || draft.Performance.Trim().Length > Longest)
        {
            return new("text_is_too_long", $"每一项最多 {Longest} 字，请缩短。");
        }

        return draft.Written && (draft.Facts.Trim().Length == 0 || draft.Performance.Trim().Length == 0)
            ? new("written_agreement_is_incomplete", "书面协议要写明纠纷的主要事实、争议事项，以及履行的方式、期限（人民调解法第二十九条）。")
            : null;
    }
}
