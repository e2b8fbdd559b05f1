namespace Baotuan.Decisions.Proposals;

/// <summary>What is to be decided, frozen: a document, its hash, and the plan it stands for. Its state is computed from what happened since. Append-only.</summary>
internal sealed class Proposal
{
    public long Id { get; set; }
    public string Kind { get; set; } = "";

    /// <summary>What it is about, in the words of the module that carries it out: <c>ZCY/2023</c>.</summary>
    public string SubjectKey { get; set; } = "";

    /// <summary>Who decides.</summary>
    public long OrganizationId { get; set; }

    public string Title { get; set; } = "";

    /// <summary>Plain text, as it hangs on the wall.</summary>
    public string Document { get; set; } = "";

    /// <summary>SHA-256 of the document in hex.</summary>
    public string Hash { get; set; } = "";

    /// <summary>Fingerprint of the plan that may be carried out, and no other.</summary>
    public string PlanHash { get; set; } = "";

    /// <summary>0 for a program.</summary>
    public long PreparedBy { get; set; }

    public string PreparedByName { get; set; } = "";
    public long? PreparedUnitId { get; set; }
    public string PathCode { get; set; } = "";
    public string PathBasis { get; set; } = "";

    /// <summary>Figures in force on the day of drafting, see FigureBook.Text.</summary>
    public string Figures { get; set; } = "";

    public DateOnly DraftedOn { get; set; }

    /// <summary>The page that carries it out; empty where it is carried out elsewhere.</summary>
    public string Page { get; set; } = "";

    public string ClientId { get; set; } = "";
    public long RecordedAtMs { get; set; }
}

/// <summary>An organisation that a proposal concerns beside the one that decides: it may read it. Append-only.</summary>
internal sealed class Concerned
{
    public long ProposalId { get; set; }
    public long OrganizationId { get; set; }
}
