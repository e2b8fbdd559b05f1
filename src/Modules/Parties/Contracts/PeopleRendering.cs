using Baotuan.Kernel;

namespace Baotuan.Parties.Contracts;

/// <summary>For whose eyes a list of people is made.</summary>
public enum PeopleRendering
{
    /// <summary>Members of the village, on paper or on its wall: full names, numbers of documents masked.</summary>
    Member,

    /// <summary>Everybody, as on the open internet: surname and stars, the household number, and no other number of a person.</summary>
    Public,
}

/// <summary>The two renderings of every list of people that hangs on a wall or goes on the web; there is no third.</summary>
public static class PeopleRenderings
{
    /// <summary>Stands in addresses: <c>rendering=public</c>.</summary>
    public const string Parameter = "rendering";

    /// <summary>Both, with what the user chooses by.</summary>
    public static readonly IReadOnlyList<(string Code, string Chinese)> All = [("member", "村内张贴（全名）"), ("public", "对外公开（姓氏加星号）")];

    /// <summary>Reads an address; absent means <see cref="PeopleRendering.Member"/>, anything unknown the one that shows less.</summary>
    public static PeopleRendering Read(string? code) => string.IsNullOrEmpty(code) || code == "member" ? PeopleRendering.Member : PeopleRendering.Public;

    /// <summary>王小明, or 王**.</summary>
    public static string Name(this PeopleRendering rendering, string name) => rendering == PeopleRendering.Member ? name : Masking.Name(name);

    /// <summary>Masked citizen id, or nothing at all.</summary>
    public static string CitizenId(this PeopleRendering rendering, MaskedFields fields) => rendering == PeopleRendering.Member ? fields.CitizenId : "";
}
