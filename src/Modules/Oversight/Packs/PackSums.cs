using System.Globalization;
using System.Text.Json;

namespace Baotuan.Oversight.Packs;

/// <summary>What opened records add up to, by the plainest computation: balances, register, lines of each distribution. Amounts in fen.</summary>
internal sealed class PackSums
{
    /// <summary>Types that are added up and belong to no member: nobody's secret can be erased, so every leaf is opened.</summary>
    public static readonly IReadOnlyList<string> WholeTypes = ["voucher", "distribution-line", "cascade-line", "equity-event", "register-withdrawal"];

    private readonly List<JsonElement> _equity = [];
    private readonly HashSet<long> _withdrawn = [];

    /// <summary>Debit balance by book and account.</summary>
    public Dictionary<(long Book, string Account), long> Balances { get; } = [];

    /// <summary>Lines of a distribution or cascade, by type of its header and id.</summary>
    public Dictionary<(string Header, long Id), (long Lines, long SumFen, long WithheldFen)> Lines { get; } = [];

    public long Vouchers { get; private set; }

    public long Payouts { get; private set; }

    public long PayoutFen { get; private set; }

    /// <summary>Takes an opened record; null when it is as it should be, otherwise what is wrong with it by itself.</summary>
    public string? Take(string type, JsonElement record)
    {
        switch (type)
        {
            case "voucher":
                return Voucher(record);
            case "distribution-line":
                Add("distribution", Number(record, "distribution_id"), Number(record, "amount_fen"), 0);
                break;
            case "cascade-line":
                Add("cascade", Number(record, "cascade_id"), Number(record, "amount_fen"), 0);
                break;
            case "payout-line":
                Payouts++;
                PayoutFen = checked(PayoutFen + Number(record, "amount_fen"));
                Add("cascade", Number(record, "cascade"), Number(record, "amount_fen"), Number(record, "withheld_fen"));
                break;
            case "equity-event":
                _equity.Add(record.Clone());
                break;
            case "register-withdrawal" when record.GetProperty("subject").GetString() == "ventures_equity_event":
                _withdrawn.Add(Number(record, "subject_id"));
                break;
        }

        return null;
    }

    /// <summary>Subscribed and paid in, by phase and holder; emptied positions are left out.</summary>
    public Dictionary<(long Phase, long Holder), (long SubscribedFen, long PaidInFen)> Register()
    {
        var positions = new Dictionary<(long, long), (long Subscribed, long PaidIn)>();
        void Move(long phase, long holder, long subscribed, long paidIn)
        {
            var now = positions.GetValueOrDefault((phase, holder));
            positions[(phase, holder)] = (checked(now.Subscribed + subscribed), checked(now.PaidIn + paidIn));
        }

        foreach (var e in _equity.Where(e => !_withdrawn.Contains(Number(e, "id"))))
        {
            var (phase, holder, fen) = (Number(e, "phase_id"), Number(e, "holder_id"), Number(e, "amount_fen"));
            switch (e.GetProperty("kind").GetString())
            {
                case "subscribe":
                    Move(phase, holder, fen, 0);
                    break;
                case "pay_in":
                    Move(phase, holder, 0, fen);
                    break;
                case "increase":
                    Move(phase, holder, fen, fen);
                    break;
                case "exit":
                    Move(phase, holder, -fen, -fen);
                    break;
                case "transfer":
                    Move(phase, holder, -fen, -fen);
                    Move(phase, Number(e, "to_holder_id"), fen, fen);
                    break;
                case var kind:
                    throw new InvalidDataException($"equity event of kind {kind}");
            }
        }

        return positions.Where(p => p.Value != default).ToDictionary();
    }

    /// <summary>A whole number, as a number or, beyond 2^53−1, as text.</summary>
    public static long Number(JsonElement record, string name) => record.GetProperty(name) is { ValueKind: JsonValueKind.String } text
        ? long.Parse(text.GetString()!, CultureInfo.InvariantCulture)
        : record.GetProperty(name).GetInt64();

    private string? Voucher(JsonElement record)
    {
        Vouchers++;
        long sum = 0;
        foreach (var posting in record.GetProperty("postings").EnumerateArray())
        {
            var fen = Number(posting, "amount_fen");
            var signed = posting.GetProperty("side").GetString() == "D" ? fen : -fen;
            var key = (Number(posting, "book_id"), posting.GetProperty("account_code").GetString()!);
            Balances[key] = checked(Balances.GetValueOrDefault(key) + signed);
            sum = checked(sum + signed);
        }

        return sum == 0 ? null : $"借贷不平，差 {sum} 分";
    }

    private void Add(string header, long id, long amountFen, long withheldFen)
    {
        var now = Lines.GetValueOrDefault((header, id));
        Lines[(header, id)] = (now.Lines + 1, checked(now.SumFen + amountFen), checked(now.WithheldFen + withheldFen));
    }
}
