using System.Buffers;
using Fulgurite.App.Apis.Voltage.Statements;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Money;
using Fulgurite.Statements;
using Fulgurite.Wallets;
using Microsoft.Playwright;

namespace Fulgurite.Pages;

/// <summary>A statement's page, opened from a file as an accountant who was sent it does.</summary>
public sealed class StatementPageTests(Chromium chromium)
{
    private const string Hostile = "<script>document.title='x'</script> \"tea\" & <b>cake</b>";

    [Fact]
    public async Task Reads_well_in_every_light_and_runs_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("fulgurite-statement-");
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "statement.html"), Render(problem: null));
        await using (var visit = await Visit.Begin(chromium, "file://" + folder.FullName))
        {
            var contrast = await LooksTests.ReadContrastCheck();
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await visit.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await visit.Page.SetViewportSizeAsync(1280, 900);
                await visit.Open("/statement.html");
                await LooksTests.Photograph(visit, $"statement-{scheme}");
                const string overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
                Assert.Equal(0, await visit.Page.EvaluateAsync<int>(overflow));
                Assert.Empty(await visit.Page.EvaluateAsync<string[]>(contrast));
            }

            Assert.StartsWith("Statement · ", await visit.Page.TitleAsync());
            Assert.Equal(0, await visit.Page.Locator("script").CountAsync());
            Assert.Equal(Hostile, await visit.Text("tbody tr:nth-child(2) bdi"));
            Assert.Equal("49,598.766", await visit.Text("tbody tr:last-child td:last-child"));
            await visit.Page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });
            await LooksTests.Photograph(visit, "statement-print");
            Assert.Equal("rgb(255, 255, 255)", await visit.Page.EvaluateAsync<string>(
                "getComputedStyle(document.body).backgroundColor"));
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Says_in_large_letters_that_it_is_not_established()
    {
        var folder = Directory.CreateTempSubdirectory("fulgurite-statement-");
        var page = Render("Line 4 of the journal is missing.");
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "statement.html"), page);
        await using (var visit = await Visit.Begin(chromium, "file://" + folder.FullName))
        {
            await visit.Open("/statement.html");
            await LooksTests.Photograph(visit, "statement-failed");
            Assert.Contains("Line 4 of the journal is missing.", await visit.Text("[role=alert]"));
            Assert.Equal(0, await visit.Page.GetByText("Closing balance", new() { Exact = true }).CountAsync());
            Assert.Equal(0, await visit.Page.Locator("#totals").CountAsync());
        }

        folder.Delete(recursive: true);
    }

    private static byte[] Render(string? problem)
    {
        var body = new ArrayBufferWriter<byte>();
        var writer = StatementFormat.Html.Open(body);
        var wallet = new WalletId(new Guid("948c6f1c-92c8-4797-9d6d-484c8899321a"));
        var head = WalletHead.New(
            wallet, new EnvironmentId(Guid.Empty), new LineOfCreditId(Guid.Empty), Msat.Zero);
        var at = new DateTimeOffset(2026, 11, 3, 9, 15, 7, TimeSpan.Zero);
        var days = new StatementPeriod(new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30));
        var profile = WalletProfile.OfFirst(head, at) with { Name = "Main till" };
        var facts = new StatementFacts(
            new OrganizationId(Guid.Empty), "Tea & Cake Ltd", new Wallet(head, profile), days, at.AddDays(18));
        writer.Begin(facts, JournalPoint.Genesis);
        var state = StatementState.At(JournalPoint.Genesis);
        foreach (var transfers in new[]
        {
            "lightning-in>available:50000000;available>processing-fees:400000",
            "lightning-in>available:1000000",
            "available>held:1010000",
            "held>lightning-out:1000000;held>network-fees:1234;held>available:8766",
            "lightning-in>suspense:1000500",
        })
        {
            at = at.AddHours(31).AddSeconds(7);
            var line = new JournalEntry(
                wallet, state.Now.Sequence + 1, at, "movement", Guid.Empty.ToString(), "btc",
                JournalEntry.ParseTransfers(transfers), state.Now.ChainHash);
            (state, var movement) = state.After(line);
            if (movement.IsShown)
            {
                writer.Add(new ShownMovement(movement, state.Now, Hostile));
            }
        }

        writer.End(new StatementEnd(state, problem));
        return body.WrittenSpan.ToArray();
    }
}
