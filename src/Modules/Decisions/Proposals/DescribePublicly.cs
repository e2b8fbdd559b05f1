using Baotuan.Decisions.Contracts;
using Baotuan.Engine.Decisions;

namespace Baotuan.Decisions.Proposals;

/// <summary>What of a proposal is for everybody.</summary>
internal static class DescribePublicly
{
    // their documents list organisations and amounts and are written by the program
    private static readonly string[] WithDocument = [DecisionKinds.VentureDistribution, DecisionKinds.CompanyDistribution];

    // their titles are written by the program, too
    private static readonly string[] WithTitle = [.. WithDocument, DecisionKinds.MemberDistribution];

    /// <summary>Null while it is not public.</summary>
    public static PublicDecision? Of(ProposalFile file, DateOnly today)
    {
        var (proposal, state) = (file.Proposal, file.Course.State(today));
        var row = Standing(file);
        if (row is null && state is not (DecisionState.Passed or DecisionState.Ready or DecisionState.Executed) || state == DecisionState.Drafted)
        {
            return null;
        }

        var assembly = file.Rows.OfType<AssemblyRow>().LastOrDefault();
        var objections = file.Rows.OfType<ObjectionRow>().ToList();
        return new(
            proposal.Id, proposal.Kind, proposal.SubjectKey, proposal.OrganizationId, Title(proposal), WithDocument.Contains(proposal.Kind) ? proposal.Document : null,
            proposal.Hash, file.Course.Path.Name, state, proposal.DraftedOn, row?.PostedOn,
            row is null ? null : PublicationPeriod.LastDay(row.PostedOn, file.Course.Rules.PublicationDays), row?.Places ?? "", objections.Count,
            file.Rows.OfType<AnswerRow>().Select(a => a.ObjectionId).Distinct().Count(), assembly?.HeldOn, assembly?.Kind == "representatives",
            assembly?.Eligible, assembly?.Attended, assembly?.ForCount, assembly?.AgainstCount, assembly?.AbstainCount,
            file.Course.CountedApprovals(today).Count, file.Execution?.DoneBy, proposal.RecordedAtMs);
    }

    /// <summary>The posting that hangs or hung whole.</summary>
    private static PublicationRow? Standing(ProposalFile file) => file.Rows.OfType<PublicationRow>().LastOrDefault(p => !PublicationPeriod.CutShort(
        p.PostedOn, file.Course.Rules.PublicationDays,
        file.Rows.OfType<PublicationStopRow>().Where(s => s.PublicationId == p.Id).Select(s => (DateOnly?)s.StoppedOn).Min()));

    private static string Title(Proposal proposal) =>
        WithTitle.Contains(proposal.Kind) ? proposal.Title : $"{DecisionKinds.Chinese(proposal.Kind)}方案（{proposal.Id} 号）";
}
