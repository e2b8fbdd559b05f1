namespace Baotuan.App.Imports;

/// <summary>Who acted, in words: a login, or the command line of this machine.</summary>
internal static class ActorText
{
    internal static string Of(string actor) => actor switch
    {
        _ when actor.StartsWith("local:", StringComparison.Ordinal) => $"本机命令行（{actor["local:".Length..]}）",
        _ => actor,
    };
}
