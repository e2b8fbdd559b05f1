using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Baotuan.Transparency;
using CsCheck;
using Xunit;

namespace Baotuan.Tests.Engine.Transparency;

/// <summary>RFC 8785, as far as it is used for what is signed.</summary>
public sealed class CanonicalJsonTests
{
    private static readonly string[] Odd = ["", "😀", "\u2028", "דּ", "€", "\u0080", "/", "</script>", "e\u0301"];

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[Gen.Char['\0', '\u007f'], 0, 8], Gen.String[Gen.Char['一', '龥'], 0, 4], Gen.Int[0, Odd.Length - 1].Select(i => Odd[i]));

    private static readonly Gen<long> Numbers = Gen.OneOf(Gen.Long[-1000, 1000], Gen.Long[-CanonicalJson.LargestNumber, CanonicalJson.LargestNumber]);

    /// <summary>Values as JSON texts, so that nothing under test makes them.</summary>
    private static readonly Gen<JsonNode?> Values = Gen.Recursive<JsonNode?>((depth, inner) =>
    {
        var scalar = Gen.OneOf(
            Texts.Select(t => (JsonNode?)JsonValue.Create(t)), Numbers.Select(n => (JsonNode?)JsonValue.Create(n)),
            Gen.Bool.Select(b => (JsonNode?)JsonValue.Create(b)), Gen.Const((JsonNode?)null));
        return depth > 3
            ? scalar
            : Gen.Frequency(
                (2, scalar),
                (1, inner.Array[0, 4].Select(a => (JsonNode?)new JsonArray([.. a.Select(v => v?.DeepClone())]))),
                (2, Gen.Dictionary(Texts, inner)[0, 6].Select(d => (JsonNode?)new JsonObject(d.Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone()))))));
    });

    /// <summary>The sample of §3.2.2 without its fractions.</summary>
    [Fact]
    public void SampleOfTheStandard_IsWrittenAsThere() => Is(
        """{"literals":[null,true,false],"numbers":[4,1000],"string":"€$\u000f\nA'B\"\\\\\"/"}""",
        """{ "numbers": [4, 1000], "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false] }""");

    /// <summary>The sample of §3.2.3: by UTF-16 code units the emoji stands before the Hebrew letter.</summary>
    [Fact]
    public void Names_AreSortedAsInTheStandard() => Is(
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
        """
        {
          "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
          "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"
        }
        """);

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-1", "-1")]
    [InlineData("9007199254740991", "9007199254740991")]
    [InlineData("-9007199254740991", "-9007199254740991")]
    [InlineData("[ ]", "[]")]
    [InlineData("{ }", "{}")]
    [InlineData("null", "null")]
    [InlineData("""{"b":{"b":1,"a":2},"a":[{"d":1,"c":2}]}""", """{"a":[{"c":2,"d":1}],"b":{"a":2,"b":1}}""")]
    [InlineData("""{"aa":1,"a":2,"B":3,"":4}""", """{"":4,"B":3,"a":2,"aa":1}""")]
    [InlineData("""" "\u0000\u0008\u000c\u001f\u007f\u2028<>&'\/" """", "\"\\u0000\\b\\f\\u001f\u007f\u2028<>&'/\"")]
    public void Values_AreWrittenInOneWay(string json, string canonical) => Is(canonical, json);

    [Theory]
    [InlineData("1.0")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("-0")]
    [InlineData("9007199254740992")]
    [InlineData("-9007199254740992")]
    [InlineData("9223372036854775808")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":1,"\u0061":1}""")]
    [InlineData("""[{"x":{"a":1,"a":1}}]""")]
    [InlineData("""" "\ud800" """")]
    [InlineData("""" "\udc00\ud800" """")]
    [InlineData("""{"\ud800":1}""")]
    public void WhatHasNoExactForm_IsRefused(string json) => Assert.Throws<FormatException>(() => CanonicalJson.Write(JsonNode.Parse(json)));

    [Fact]
    public void ValuesMadeInMemory_AreRefusedOrWrittenAlike()
    {
        Assert.Equal("[1,2,3,4]", Text(new JsonArray(1, 2L, (byte)3, 4UL)));
        Assert.All(
            new JsonNode[] { JsonValue.Create(1.0m), JsonValue.Create(1.5), JsonValue.Create(long.MaxValue), JsonValue.Create(ulong.MaxValue), JsonValue.Create("\ud800"), JsonValue.Create("a\udc00b"), JsonValue.Create(DateTime.UnixEpoch) },
            node => Assert.Throws<FormatException>(() => CanonicalJson.Write(new JsonArray(node))));
        Assert.Throws<FormatException>(() => CanonicalJson.Write(new JsonObject { ["\udc00"] = 1 }));
    }

    [Fact]
    public void DeepNesting_IsRefusedBeforeTheStackEnds()
    {
        JsonNode deep = new JsonArray();
        for (var i = 0; i < 64; i++)
        {
            deep = new JsonArray(deep);
        }

        Assert.Equal(130, CanonicalJson.Write(deep).Length);
        Assert.Throws<FormatException>(() => CanonicalJson.Write(new JsonArray(deep)));
    }

    [Fact]
    public void AnyValue_IsReadBackAsItWas_AndWrittenAgainTheSame() => Values.Sample(value =>
    {
        var bytes = CanonicalJson.Write(value);
        var again = JsonNode.Parse(bytes);
        return JsonNode.DeepEquals(value, again) && CanonicalJson.Write(again).AsSpan().SequenceEqual(bytes);
    });

    [Fact]
    public void OrderAndSpelling_MakeNoDifference() => Values.Sample(value =>
        Text(Turned(value)) == Text(value)
        && Text(JsonNode.Parse(value?.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) ?? "null")) == Text(value));

    private static JsonNode? Turned(JsonNode? value) => value switch
    {
        JsonObject o => new JsonObject(o.Reverse().Select(p => KeyValuePair.Create(p.Key, Turned(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Turned)]),
        _ => value?.DeepClone(),
    };

    private static void Is(string canonical, string json) => Assert.Equal(canonical, Text(JsonNode.Parse(json)));

    private static string Text(JsonNode? value) => Encoding.UTF8.GetString(CanonicalJson.Write(value));
}
