using System.Net;
using Fulgurite.Access;
using Fulgurite.Tests.Identity;

namespace Fulgurite.Tests.Access;

public sealed class ApiKeyTests
{
    // Read down: what one permission alone opens.
    [Theory]
    [InlineData(Permission.Read, "Read")]
    [InlineData(Permission.Receive, "Receive")]
    [InlineData(Permission.Write, "Receive Write")]
    [InlineData(Permission.Billing, "Billing")]
    [InlineData(Permission.TeamManager, "TeamManager")]
    [InlineData(Permission.Administrator, "Administrator")]
    [InlineData(Permission.Owner, "Read Receive Write Billing TeamManager Owner")]
    public void A_permission_opens(Permission permission, string opened)
    {
        var key = Sample([permission]);
        Assert.Equal(opened, string.Join(' ', Enum.GetValues<Permission>().Where(key.Allows)));
    }

    [Fact]
    public void A_key_without_permissions_opens_nothing() =>
        Assert.DoesNotContain(Enum.GetValues<Permission>(), Sample([]).Allows);

    [Fact]
    public void Nobody_but_an_administrator_grants_administration()
    {
        var everybodyElse = Enum.GetValues<Permission>().Where(p => p != Permission.Administrator).ToList();
        Assert.False(Sample(everybodyElse).MayGrant([Permission.Administrator]));
        Assert.True(Sample([Permission.Administrator]).MayGrant([Permission.Administrator]));
        Assert.False(Sample([Permission.Administrator]).MayGrant([Permission.Administrator, Permission.Read]));
    }

    [Fact]
    public void Opens_until_the_instant_at_which_it_expires()
    {
        var key = Sample(ApiKey.Full) with { ExpiresAt = Samples.At };
        Assert.True(key.IsValid(Samples.At.AddTicks(-1)));
        Assert.False(key.IsValid(Samples.At));
        Assert.True((key with { ExpiresAt = null }).IsValid(DateTimeOffset.MaxValue));
    }

    [Fact]
    public void Revoked_it_opens_nothing_even_before() =>
        Assert.False((Sample(ApiKey.Full) with { RevokedAt = Samples.At }).IsValid(Samples.At.AddDays(-1)));

    [Fact]
    public void An_address_that_is_not_known_passes_only_where_every_address_does()
    {
        var anywhere = Sample(ApiKey.Full);
        Assert.True(AddressRange.TryParse("::/0", out var all));
        Assert.True(anywhere.AllowsFrom(null));
        Assert.False((anywhere with { ValidIps = [all] }).AllowsFrom(null));
        Assert.True((anywhere with { ValidIps = [all] }).AllowsFrom(IPAddress.IPv6Loopback));
    }

    [Fact]
    public void A_new_key_is_a_prefix_and_forty_three_letters_and_digits()
    {
        var randomness = new ScriptedRandomness([.. Enumerable.Range(0, 241).Select(value => (byte)value)]);
        Assert.Matches("^fulg_[A-Za-z0-9]{43}$", ApiKey.Invent(randomness).Reveal());
    }

    [Fact]
    public void Nothing_of_a_key_shows_in_its_id()
    {
        var hash = ApiKeyHash.Of("fulg_key");
        Assert.DoesNotContain(ApiKey.IdOf(hash).ToString()[..8], hash.Text, StringComparison.Ordinal);
        Assert.NotEqual(ApiKey.IdOf(hash), ApiKey.IdOf(ApiKeyHash.Of("fulg_kez")));
    }

    private static ApiKey Sample(IReadOnlyList<Permission> permissions) => new(
        default, ApiKeyHash.Of("fulg_key"), Samples.Environment, Samples.Organization, "key", permissions);
}
