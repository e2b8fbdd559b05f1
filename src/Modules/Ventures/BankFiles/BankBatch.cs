namespace Baotuan.Ventures.BankFiles;

/// <summary>A payment file given to the bank for one cascade. Append-only.</summary>
internal sealed class BankBatch
{
    public long Id { get; set; }
    public long CollectiveId { get; set; }
    public long CascadeId { get; set; }

    /// <summary>1, 2, 3 … within the cascade.</summary>
    public int BatchNo { get; set; }
    public int LineCount { get; set; }
    public long SumFen { get; set; }

    /// <summary>User who froze it, and who therefore does not release it; 0 for a program.</summary>
    public long PreparedBy { get; set; }
    public long RecordedAtMs { get; set; }
}

/// <summary>One person's release of a batch, over the fingerprint of what he saw. Two different persons' open the file. Append-only.</summary>
internal sealed class BankRelease
{
    public long BatchId { get; set; }
    public long UserId { get; set; }
    public string UserName { get; set; } = "";

    /// <summary>SHA-256 of the list of payees with names, accounts and amounts, in hex.</summary>
    public string ContentHash { get; set; } = "";
    public long RecordedAtMs { get; set; }
}

/// <summary>One payee line of a bank file: what the member gets after withholding. Append-only.</summary>
internal sealed class BankLine
{
    public long CollectiveId { get; set; }
    public long BatchId { get; set; }
    public string MemberNo { get; set; } = "";
    public long AmountFen { get; set; }
}

/// <summary>What the bank said of a line: paid, failed, unknown. Append-only; an unknown line is never issued again.</summary>
internal sealed class BankResult
{
    public long CollectiveId { get; set; }
    public long BatchId { get; set; }
    public string MemberNo { get; set; } = "";
    public long RecordedAtMs { get; set; }
    public string Result { get; set; } = "";
    public DateOnly ResultOn { get; set; }
    public string Note { get; set; } = "";
}
