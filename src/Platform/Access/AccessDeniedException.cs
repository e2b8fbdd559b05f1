namespace Baotuan.Platform.Access;

/// <summary>
/// The caller may not do this, or not on this record. An exception and no refusal, so that nothing can go on by mistake; the
/// site answers 403 where the right is missing, 404 where the record is somebody else's, and writes it into the operation log.
/// </summary>
public sealed class AccessDeniedException(Permission permission, string? subject) : Exception($"denied: {permission.Code} {subject}")
{
    public Permission Permission { get; } = permission;

    /// <summary>The record that is somebody else's; null when the right itself is missing.</summary>
    public string? Subject { get; } = subject;
}
