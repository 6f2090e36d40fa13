using FsCheck.Fluent;
using Fulgurite.Identity;

namespace Fulgurite.Tests.Identity;

public sealed class RandomnessFormsTests
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    [Theory]
    [InlineData(0x00, "00000000-0000-4000-8000-000000000000")]
    [InlineData(0xff, "ffffffff-ffff-4fff-bfff-ffffffffffff")]
    public void A_uuid_carries_its_version_and_variant(byte value, string uuid) =>
        Assert.Equal(new Guid(uuid), new ScriptedRandomness(value).NextUuid());

    [Fact]
    public void Every_other_bit_of_a_uuid_is_random() => Property.ForAll(Property.Bytes(16), bytes =>
    {
        var uuid = new ScriptedRandomness(bytes).NextUuid().ToByteArray(bigEndian: true);
        return uuid[6] >> 4 == 4 && uuid[8] >> 6 == 2
            && uuid.Zip(bytes).Index().All(pair => ((pair.Item.First ^ pair.Item.Second) & Random(pair.Index)) == 0);
    });

    [Fact]
    public void Every_letter_and_digit_is_equally_likely()
    {
        var everyByte = new ScriptedRandomness([.. Enumerable.Range(0, 256).Select(value => (byte)value)]);
        var counts = everyByte.NextAlphanumeric(248).CountBy(character => character).ToDictionary();
        Assert.Equal(Alphanumeric.Order(), counts.Keys.Order());
        Assert.All(counts.Values, count => Assert.Equal(4, count));
    }

    [Fact]
    public void Bytes_that_would_favour_some_are_thrown_away()
    {
        var randomness = new ScriptedRandomness(248, 255, 0, 250, 61, 62);
        Assert.Equal("A9A", randomness.NextAlphanumeric(3));
        Assert.Equal(6, randomness.Taken);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    public void Has_the_length_that_was_asked(int length) =>
        Assert.Equal(length, new ScriptedRandomness(7).NextAlphanumeric(length).Length);

    private static int Random(int place) => place switch
    {
        6 => 0x0f,
        8 => 0x3f,
        _ => 0xff,
    };
}
