namespace Baotuan.Platform.Access;

/// <summary>One thing that may be done: <c>module:entity:action</c>. Roles hold permissions; scopes say on whose records.</summary>
/// <param name="Code">Stable, as it stands in tables and files: <c>ventures:payment:record</c>.</param>
/// <param name="Chinese">What a user reads: 登记付款.</param>
/// <param name="Writes">True when capture scopes say where; view scopes do for reading.</param>
public sealed record Permission(string Code, string Chinese, bool Writes = false)
{
    /// <summary>Something is changed.</summary>
    public static Permission Write(string code, string chinese) => new(code, chinese, Writes: true);
}
