using Baotuan.Platform.Pages;

namespace Baotuan.App.Imports;

/// <summary>Who acted, in words: until sign-in stands there are only the site and the command line of this machine.</summary>
internal static class ActorText
{
    internal static string Of(string actor) => actor switch
    {
        PageBase.Actor => "本机网页",
        _ when actor.StartsWith("local:", StringComparison.Ordinal) => $"本机命令行（{actor["local:".Length..]}）",
        _ => actor,
    };
}
