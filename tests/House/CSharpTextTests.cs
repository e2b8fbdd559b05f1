namespace Baotuan.Tests.House;

public sealed class CSharpTextTests
{
    [Theory]
    [InlineData("a // double\nb", "a          \nb")]
    [InlineData("a /* double\n */ b", "a          \n    b")]
    [InlineData("x = \"double\";", "x = \"      \";")]
    [InlineData("x = \"a\\\"b\" + c;", "x = \"    \" + c;")]
    [InlineData("x = @\"a\"\"b\\\" + c;", "x = @\"     \" + c;")]
    [InlineData("x = $\"a{b + \"c\"}d\" + e;", "x = $\"  b + \" \"  \" + e;")]
    [InlineData("x = $\"{{a}}\" + b;", "x = $\"     \" + b;")]
    [InlineData("x = \"\"\"a \"b\" c\"\"\" + d;", "x = \"\"\"       \"\"\" + d;")]
    [InlineData("x = $$\"\"\"{a} {{b}}\"\"\" + c;", "x = $$\"\"\"      b  \"\"\" + c;")]
    [InlineData("x = '\"' + '\\'' + a;", "x = ' ' + '  ' + a;")]
    [InlineData("a // b", "a     ")]
    [InlineData("a /* b", "a     ")]
    public void Comments_and_texts_become_spaces(string source, string code) => Assert.Equal(code, CSharpText.CodeOf(source));

    [Fact]
    public void Texts_stay_when_only_comments_go() =>
        Assert.Equal("a = \"b\";     ", CSharpText.WithoutComments("a = \"b\"; // c"));

    [Fact]
    public void Declarations_are_found_with_their_visibility_and_level()
    {
        const string source = """
            namespace N;
            /// <summary>class Nobody</summary>
            [Some]
            public sealed record A(int X)
            {
                public enum Inner { One }
                void M<T>() where T : class, new() { }
            }
            internal readonly record struct B;
            class C;
            public delegate int D(int x);
            """;
        Assert.Equal(
            ["A public top", "Inner public inside", "B internal top", "C internal top", "D public top"],
            TypeDeclaration.In(source).Select(t => $"{t.Name} {(t.IsPublic ? "public" : "internal")} {(t.IsTopLevel ? "top" : "inside")}"));
    }
}
