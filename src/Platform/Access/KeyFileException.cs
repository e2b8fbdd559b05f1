namespace Baotuan.Platform.Access;

/// <summary>A key file that cannot be used: missing, damaged, or open to others. The message says in Chinese what to do.</summary>
public sealed class KeyFileException(string message) : Exception(message);
