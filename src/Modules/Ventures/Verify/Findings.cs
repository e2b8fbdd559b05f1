using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;

namespace Baotuan.Ventures.Verify;

/// <summary>What the checks found, kept to a length that somebody may read.</summary>
internal sealed class Findings(IProgress<VerifyProgress>? progress)
{
    private const int Most = 1000;
    private readonly List<(string, string, string)> _kept = [];
    private long _more;

    public IReadOnlyList<(string Code, string Subject, string Message)> All =>
        _more == 0 ? _kept : [.. _kept, ("more_problems", "核对", $"另有 {_more} 处不符没有列出。请先处理以上各处，再核对一次。")];

    public void Add(string code, string subject, string message)
    {
        if (_kept.Count < Most)
        {
            _kept.Add((code, subject, message));
        }
        else
        {
            _more++;
        }
    }

    /// <summary>Reports two figures that should agree and do not.</summary>
    public void Compare<T>(string code, string subject, string what, T stored, T expected)
        where T : IEquatable<T>
    {
        if (!stored.Equals(expected))
        {
            Add(code, subject, $"{what}：库中为 {stored}，应为 {expected}。");
        }
    }

    /// <summary>Runs a check; data on which the program's own rules throw are a problem like any other, and the check goes on with the next.</summary>
    public async Task GuardAsync(string code, string subject, Func<Task> check)
    {
        try
        {
            await check();
        }
        catch (Exception broken) when (broken is ArgumentException or ArithmeticException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            Add(code, subject, $"数据已损坏，无法重算：{broken.Message}");
        }
    }

    public void Progress(string what, long done, long total) => progress?.Report(new(what, done, total));
}
