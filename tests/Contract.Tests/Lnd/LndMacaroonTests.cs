using System.Text.Json.Nodes;
using Fulgurite.Lnd;
using Fulgurite.Secrets;

namespace Fulgurite.Contracts.Lnd;

/// <summary>Macaroons that are narrowed here, minted and checked by js-macaroon.</summary>
public sealed class LndMacaroonTests(LndPeerProcess process)
{
    private static readonly DateTimeOffset End = new(2040, 5, 6, 7, 8, 9, 999, TimeSpan.Zero);

    public static TheoryData<string, int, int> Kinds => new()
    {
        { "lnd", 24, 0 },
        { "", 24, 0 },
        { "lnd", 24, 1 },
        { "a location of some length, as other services have it", 24, 3 },
        { "lnd", 127, 0 },
        { "lnd", 128, 0 },
        { "lnd", 400, 2 },
        { "lnd", 20_000, 0 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_narrowed_macaroon_is_good_before_its_end_and_refused_from_then_on(
        string location, int idBytes, int caveats)
    {
        var (hex, rootKey, had) = await Mint(location, idBytes, caveats);

        var narrowed = LndMacaroon.Narrow(hex, LndMacaroon.TimeBefore(End))!.Reveal();

        Assert.Equal(narrowed.ToLowerInvariant(), narrowed);
        var second = End.AddMilliseconds(-999);
        var early = await Check(narrowed, rootKey, second, -1);
        Assert.Null(early.Refusal);
        Assert.Equal([.. had, "time-before 2040-05-06T07:08:09Z"], early.Caveats);
        foreach (var late in new[] { 0L, 1_000L, 365L * 86_400_000 })
        {
            var (refusal, _) = await Check(narrowed, rootKey, second, late);
            Assert.Equal(
                "caveat \"time-before 2040-05-06T07:08:09Z\" not satisfied: macaroon has expired", refusal);
        }
    }

    [Fact]
    public async Task What_was_narrowed_can_be_narrowed_again_and_not_widened()
    {
        var (hex, rootKey, _) = await Mint("lnd", 24, 0);
        var once = LndMacaroon.Narrow(hex, LndMacaroon.TimeBefore(End))!;
        var twice = LndMacaroon.Narrow(once, LndMacaroon.TimeBefore(End.AddYears(9)))!.Reveal();

        Assert.Null((await Check(twice, rootKey, End, -2_000)).Refusal);
        Assert.NotNull((await Check(twice, rootKey, End, 0)).Refusal);

        // The caveat taken out again, or another year written into it: the signature says so.
        var (text, other) = ("time-before 2040"u8.ToArray(), "time-before 2099"u8.ToArray());
        var forged = once.Reveal().Replace(
            Convert.ToHexStringLower(text), Convert.ToHexStringLower(other), StringComparison.Ordinal);
        Assert.StartsWith(
            "verification failed", (await Check(forged, rootKey, End, 0)).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_macaroon_of_version_2_is_not_narrowed()
    {
        var (macaroon, _, _) = await Mint("lnd", 24, 1);
        var hex = macaroon.Reveal();
        string[] wrong = ["", "02", "0200", "020000", "ab", $"01{hex[2..]}", $"{hex}00", .. Cuts(hex)];

        Assert.All(wrong, text => Assert.Null(LndMacaroon.Narrow(new SecretValue(text), "time-before")));
    }

    private static IEnumerable<string> Cuts(string hex) =>
        Enumerable.Range(1, (hex.Length / 2) - 1).Select(bytes => hex[..(2 * bytes)]);

    private async Task<(SecretValue Hex, string RootKey, string[] Caveats)> Mint(
        string location, int idBytes, int caveats)
    {
        var had = Enumerable.Range(0, caveats).Select(number => $"time-before 21{number}0-01-01T00:00:00Z").ToArray();
        var minted = await process.Send("mintMacaroon", new JsonObject
        {
            ["location"] = location,
            ["idBytes"] = idBytes,
            ["caveats"] = new JsonArray([.. had.Select(caveat => (JsonNode)caveat)]),
        });
        return (new SecretValue(minted["hex"]!.GetValue<string>()), minted["rootKey"]!.GetValue<string>(), had);
    }

    private async Task<(string? Refusal, string[] Caveats)> Check(
        string hex, string rootKey, DateTimeOffset at, long milliseconds)
    {
        var said = await process.Send("checkMacaroon", new JsonObject
        {
            ["hex"] = hex,
            ["rootKey"] = rootKey,
            ["now"] = at.ToUnixTimeMilliseconds() + milliseconds,
        });
        return (
            said["refusal"]?.GetValue<string>(),
            [.. said["caveats"]!.AsArray().Select(caveat => caveat!.GetValue<string>())]);
    }
}
