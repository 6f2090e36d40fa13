using Fulgurite.Lightning;
using Fulgurite.Money;
using static Fulgurite.Tests.Lightning.Bolt11Examples;

namespace Fulgurite.Tests.Lightning;

public sealed class Bolt11DraftTests
{
    [Fact]
    public void Begins_as_a_real_regtest_node_would() =>
        Assert.StartsWith("lnbcrt1m1", Draft.Sign(Key), StringComparison.Ordinal);

    [Fact]
    public void Signs_the_same_draft_the_same_way() => Assert.Equal(Draft.Sign(Key), Draft.Sign(Key));

    [Fact]
    public void Drops_a_fraction_of_a_second()
    {
        var fractional = Draft with { CreatedAt = CreatedAt.AddMilliseconds(999) };
        Assert.Equal(Draft.Sign(Key), fractional.Sign(Key));
    }

    [Fact]
    public void Leaves_out_features_where_there_are_none()
    {
        var invoice = Decode((Draft with { Features = FeatureBits.None }).Sign(Key));
        Assert.Equal(FeatureBits.None, invoice.Features);
        Assert.DoesNotContain(invoice.Fields, field => field.Tag == Bolt11Field.FeaturesTag);
    }

    [Fact]
    public void Takes_the_longest_description_and_no_longer()
    {
        var longest = new string('x', Bolt11Draft.MaxTextBytes);
        Assert.Equal(longest, Decode((Draft with { Description = longest }).Sign(Key)).Description);
        Refuses(Draft with { Description = longest + "x" });
        Refuses(Draft with { Description = new string('é', (Bolt11Draft.MaxTextBytes / 2) + 1) });
    }

    [Fact]
    public void Takes_the_first_and_last_second_that_fit_35_bits()
    {
        var last = DateTimeOffset.FromUnixTimeSeconds((1L << 35) - 1);
        foreach (var createdAt in new[] { DateTimeOffset.UnixEpoch, last })
        {
            Assert.Equal(createdAt, Decode((Draft with { CreatedAt = createdAt }).Sign(Key)).CreatedAt);
        }

        Refuses(Draft with { CreatedAt = DateTimeOffset.UnixEpoch.AddTicks(-1) });
        Refuses(Draft with { CreatedAt = last.AddSeconds(1) });
    }

    [Fact]
    public void Refuses_an_amount_of_zero() => Refuses(Draft with { Amount = Msat.Zero });

    [Fact]
    public void Refuses_two_descriptions_and_none()
    {
        Refuses(Draft with { DescriptionHash = DescriptionHash.Of("cake") });
        Refuses(Draft with { Description = null });
    }

    [Fact]
    public void Refuses_a_description_that_is_not_unicode() => Refuses(Draft with { Description = "\ud800" });

    [Fact]
    public void Refuses_an_expiry_that_is_not_whole_seconds()
    {
        Refuses(Draft with { Expiry = TimeSpan.FromMilliseconds(1500) });
        Refuses(Draft with { Expiry = TimeSpan.FromSeconds(-1) });
        Refuses(Draft with { Expiry = TimeSpan.MaxValue });
    }

    [Fact]
    public void Refuses_a_fallback_address_of_another_network()
    {
        Assert.True(FallbackAddress.TryCreate(BitcoinNetwork.Mainnet, 0, new byte[20], out var mainnet));
        Refuses(Draft with { FallbackAddresses = [mainnet] });
    }

    [Fact]
    public void Refuses_a_route_hint_too_long_for_a_field()
    {
        var hop = new RouteHop(Key.PublicKey, new ShortChannelId(1), Msat.Zero, 0, default);
        Assert.Equal(12, Assert.Single(Decode(WithHops(hop, 12).Sign(Key)).RouteHints).Hops.Length);
        Refuses(WithHops(hop, 13));
    }

    private static Bolt11Draft WithHops(RouteHop hop, int count) =>
        Draft with { RouteHints = [new RouteHint([.. Enumerable.Repeat(hop, count)])] };

    private static void Refuses(Bolt11Draft draft) => Assert.ThrowsAny<ArgumentException>(() => draft.Sign(Key));
}
