using System.Reflection;

namespace Baotuan.App.Shell;

/// <summary>The module assemblies whose pages are routed beside the shell's own.</summary>
internal sealed record SitePages(IReadOnlyList<Assembly> Assemblies);
