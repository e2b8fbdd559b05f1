using System.Reflection;

namespace Baotuan.App.Shell;

/// <summary>The program's version as people read it: 0.1.0, without the commit behind the plus sign.</summary>
internal static class SiteVersion
{
    internal static string Text { get; } =
        (Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "").Split('+')[0];
}
