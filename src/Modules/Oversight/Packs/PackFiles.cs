namespace Baotuan.Oversight.Packs;

/// <summary>Names and columns of the tables in a pack; amounts in fen.</summary>
internal static class PackFiles
{
    public const string Balances = "balances.csv";
    public const string Register = "register.csv";
    public const string Journal = "journals/journal.csv";

    public static readonly IReadOnlyList<string> BalanceColumns = ["book_id", "organization", "account", "account_name", "debit_balance_fen"];

    public static readonly IReadOnlyList<string> RegisterColumns =
        ["phase_id", "venture", "phase", "holder_id", "holder", "holder_name", "subscribed_fen", "paid_in_fen"];
}
