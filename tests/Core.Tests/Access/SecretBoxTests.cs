using System.Security.Cryptography;
using FsCheck.Fluent;
using Fulgurite.Access;
using Fulgurite.Secrets;
using Fulgurite.Tests.Identity;

namespace Fulgurite.Tests.Access;

public sealed class SecretBoxTests
{
    private static readonly SecretBox Box = new(Samples.MasterKey, new ScriptedRandomness(9));

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("AbCdEfG123456 é ⚡")]
    public void Opens_what_it_closed(string secret) =>
        Assert.Equal(secret, Box.Open(Box.Close(new SecretValue(secret), "owner"), "owner").Reveal());

    // Version, nonce and the lengths of tag and text are the stored form.
    [Fact]
    public void Is_a_version_a_nonce_a_tag_and_the_ciphertext()
    {
        var box = Box.Close(new SecretValue("secret"), "owner");
        Assert.Equal(1 + 12 + 16 + 6, box.Length);
        Assert.Equal([1, .. Enumerable.Repeat((byte)9, 12)], box[..13]);
    }

    // Closed with another program's AES-256-GCM under the derived key: what is stored must stay readable.
    [Fact]
    public void Opens_a_box_that_was_stored_before() => Assert.Equal(
        "secret",
        Box.Open(
            Convert.FromHexString(
                "0107070707070707070707070772bc22ab5f1bf9b021eb3bdf" +
                "9a6c2cd6dc56aa25e8bb"),
            "owner").Reveal());

    [Fact]
    public void Moved_to_another_owner_it_does_not_open() => AssertShut(
        Box, Box.Close(new SecretValue("secret"), "owner"), "other");

    [Fact]
    public void Under_another_key_it_does_not_open() => AssertShut(
        new SecretBox([.. Samples.MasterKey.Reverse()], new ScriptedRandomness(9)),
        Box.Close(new SecretValue("secret"), "owner"),
        "owner");

    [Fact]
    public void Changed_in_any_byte_it_does_not_open()
    {
        var box = Box.Close(new SecretValue("secret"), "owner");
        for (var place = 1; place < box.Length; place++)
        {
            var changed = (byte[])box.Clone();
            changed[place] ^= 1;
            AssertShut(Box, changed, "owner");
        }
    }

    [Fact]
    public void Another_version_or_a_box_cut_short_is_a_bug()
    {
        var box = Box.Close(new SecretValue(""), "owner");
        Assert.Throws<InvariantBrokenException>(() => Box.Open([2, .. box[1..]], "owner"));
        Assert.Throws<InvariantBrokenException>(() => Box.Open(box[..^1], "owner"));
        Assert.Throws<InvariantBrokenException>(() => Box.Open([], "owner"));
    }

    [Fact]
    public void Every_box_has_a_fresh_nonce()
    {
        byte[] script = [.. Enumerable.Range(0, 250).Select(value => (byte)value)];
        var box = new SecretBox(Samples.MasterKey, new ScriptedRandomness(script));
        var boxes = Enumerable.Range(0, 20).Select(_ => box.Close(new SecretValue("secret"), "owner")).ToList();
        Assert.Equal(20, boxes.Select(closed => Convert.ToHexString(closed, 1, 12)).Distinct().Count());
    }

    [Fact]
    public void Refuses_a_key_that_is_too_short() =>
        Assert.Throws<InvariantBrokenException>(() => new SecretBox(new byte[31], new ScriptedRandomness(9)));

    [Fact]
    public void Opens_whatever_text_it_closed() => Property.ForAll(
        Gen.Elements("aé⚡𝄞\n\0 ".EnumerateRunes().ToArray()).ListOf().Select(string.Concat),
        secret => Box.Open(Box.Close(new SecretValue(secret), secret), secret).Reveal() == secret);

    private static void AssertShut(SecretBox box, byte[] closed, string owner) =>
        Assert.Throws<AuthenticationTagMismatchException>(() => box.Open(closed, owner));
}
