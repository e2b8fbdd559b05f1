using System.Text;
using Baotuan.Transparency.Notes;
using Xunit;

namespace Baotuan.Tests.Engine.Transparency;

public sealed class SignedNoteTests
{
    private const string Vkey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    private const string Note =
        "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    [Fact]
    public void PublishedNote_HoldsByItsKey()
    {
        var key = VerifierKey.Parse(Vkey)!;
        Assert.Equal(Vkey, key.ToString());
        var note = SignedNote.Parse(Note)!;
        Assert.Equal(Note, note.ToString());
        Assert.Equal([key], note.HeldBy([key])!);
    }

    [Fact]
    public void EveryChangedByte_OfANote_IsNoticed()
    {
        var key = VerifierKey.Parse(Vkey)!;
        var bytes = Encoding.UTF8.GetBytes(Note);
        for (var i = 0; i < bytes.Length; i++)
        {
            foreach (var bit in (int[])[1, 2, 0x20, 0x80])
            {
                bytes[i] ^= (byte)bit;
                Assert.False(SignedNote.Parse(bytes)?.HeldBy([key]) is { Count: > 0 }, $"byte {i}, bit {bit}");
                bytes[i] ^= (byte)bit;
            }
        }
    }

    [Fact]
    public void UnknownSignatures_AreSkipped_AWrongOneOfAKnownKey_IsNot()
    {
        var (log, stranger) = (SignerKey.Make("log.example", KeyKind.Ed25519), SignerKey.Make("other.example", KeyKind.Ed25519));
        var note = new SignedNote("a\n\nb\n", [stranger.Sign("something else\n"), log.Sign("a\n\nb\n")]);
        var read = SignedNote.Parse(note.ToString())!;
        Assert.Equal("a\n\nb\n", read.Text);
        Assert.Equal([log.Verifier], read.HeldBy([log.Verifier])!);
        Assert.Null(read.HeldBy([log.Verifier, stranger.Verifier]));
    }

    [Fact]
    public void SixteenSignatures_AreTaken()
    {
        var keys = Enumerable.Range(0, 16).Select(i => SignerKey.Make($"k{i}", KeyKind.Ed25519)).ToList();
        var note = SignedNote.Parse(new SignedNote("t\n", [.. keys.Select(k => k.Sign("t\n"))]).ToString())!;
        Assert.Equal(16, note.HeldBy(keys.Select(k => k.Verifier))!.Count);
    }

    [Theory]
    [InlineData(""), InlineData("text"), InlineData("text\n"), InlineData("text\n\n"), InlineData("text\n\n— a b\n"), InlineData("text\n\n- example.com/foo Uw2QOkn8\n")]
    [InlineData("text\r\n\n— example.com/foo Uw2QOkn8srV1\n"), InlineData("text\n\n— example.com/foo Uw2QOkn8srV1"), InlineData("text\n\n— exa+mple Uw2QOkn8srV1\n"), InlineData("text\n\n— example.com/foo Uw2QOg\n")]
    public void WhatIsNoNote_IsNotRead(string text) => Assert.Null(SignedNote.Parse(text));

    [Theory]
    [InlineData(""), InlineData("a+b+c"), InlineData("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"), InlineData("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2")]
    public void WhatIsNoKey_IsNotRead(string text) => Assert.Null(VerifierKey.Parse(text));

    [Fact]
    public void Cosignature_SaysWhen_AndCoversTheTime()
    {
        var witness = SignerKey.Make("witness.example", KeyKind.Cosignature);
        var line = witness.Sign("o\n1\nAAAA\n", 1_700_000_000);
        Assert.Equal(1_700_000_000, Cosignature.TimeOf(line));
        Assert.True(witness.Verifier.Verifies("o\n1\nAAAA\n", line));
        line.Signature[7] ^= 1;
        Assert.False(witness.Verifier.Verifies("o\n1\nAAAA\n", line));
        Assert.Equal(witness.Verifier, VerifierKey.Parse(witness.Verifier.ToString()));
    }

    [Fact]
    public void Sm2Line_StandsBesideTheEd25519Line()
    {
        var (log, sm2) = (SignerKey.Make("log.example", KeyKind.Ed25519), SignerKey.Make("log.example", KeyKind.Sm2));
        var note = SignedNote.Parse(new SignedNote("o\n", [log.Sign("o\n"), sm2.Sign("o\n")]).ToString())!;
        Assert.Equal([log.Verifier], note.HeldBy([log.Verifier])!);
        Assert.Equal([log.Verifier, sm2.Verifier], note.HeldBy([log.Verifier, VerifierKey.Parse(sm2.Verifier.ToString())!])!);
        note.Signatures[1].Signature[3] ^= 1;
        Assert.Null(note.HeldBy([sm2.Verifier]));
        Assert.Equal(sm2.Verifier, SignerKey.From("log.example", KeyKind.Sm2, sm2.Secret.Span).Verifier);
    }
}
