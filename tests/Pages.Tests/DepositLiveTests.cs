using Fulgurite.App.Checkout;
using Microsoft.Playwright;

namespace Fulgurite.Pages;

/// <summary>How the deposit page keeps up by itself. Both clocks stand still until the test moves them.</summary>
public sealed class DepositLiveTests(Chromium chromium)
{
    [Fact]
    public async Task Becomes_paid_without_a_reload()
    {
        await using var shop = await Shop.Open();
        await using var visit = await Visit.BeginWithClock(chromium, shop);
        await visit.OpenDeposit();
        await visit.Page.EvaluateAsync("window.isFirstLoad = true");

        shop.Change(deposit => deposit with { Status = DepositStatus.Accepted });
        await visit.Page.Clock.RunForAsync(1_000);
        await visit.UntilStage("accepted");
        shop.Change(deposit => deposit with { Status = DepositStatus.Paid, PaidAt = shop.Clock.GetUtcNow() });
        await visit.Page.Clock.RunForAsync(1_000);
        await visit.UntilStage("paid");

        Assert.True(await visit.Page.EvaluateAsync<bool>("window.isFirstLoad"));
        Assert.Equal("Paid", await visit.Page.Locator("#announcer[role=status][aria-live=polite]").TextContentAsync());
        Assert.Equal("Paid 21 Nov 2026, 12:00:00 UTC", await visit.Text(".until"));
        Assert.StartsWith("Paid", await visit.Page.TitleAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_down_to_the_end_and_waits_for_the_last_word()
    {
        await using var shop = await Shop.Open(
            Samples.Deposit() with { ExpiresAt = ShopClock.Start.AddSeconds(62) });
        await using var visit = await Visit.BeginWithClock(chromium, shop);
        await visit.OpenDeposit();
        Assert.Equal("01:02", await visit.Text("#countdown"));

        await visit.Page.Clock.RunForAsync(2_000);
        Assert.Equal("01:00", await visit.Text("#countdown"));
        Assert.Equal("One minute left to pay.", await visit.Page.Locator("#announcer").TextContentAsync());

        shop.Clock.Advance(TimeSpan.FromSeconds(62));
        await visit.Page.Clock.FastForwardAsync(60_000);
        await visit.UntilStage("closing");
        Assert.False(await visit.Page.Locator(".qr").IsVisibleAsync());

        shop.Change(deposit => deposit with { Status = DepositStatus.Expired });
        await visit.Page.Clock.RunForAsync(5_000);
        await visit.UntilStage("expired");
    }

    [Fact]
    public async Task A_payment_that_made_it_in_time_shows_after_the_end()
    {
        await using var shop = await Shop.Open(Samples.Deposit() with { ExpiresAt = ShopClock.Start.AddSeconds(1) });
        shop.Clock.Advance(TimeSpan.FromSeconds(2));
        await using var visit = await Visit.BeginWithClock(chromium, shop);
        await visit.OpenDeposit();
        await visit.UntilStage("closing");

        shop.Change(deposit => deposit with { Status = DepositStatus.Paid });
        await visit.Page.Clock.RunForAsync(1_000);

        await visit.UntilStage("paid");
    }

    [Fact]
    public async Task The_countdown_is_a_timer_that_is_not_announced()
    {
        await using var shop = await Shop.Open();
        await using var visit = await Visit.BeginWithClock(chromium, shop);
        await visit.OpenDeposit();

        await visit.Page.Clock.RunForAsync(1_000);

        Assert.Equal("14:59", await visit.Text("#countdown[role=timer][aria-live=off]"));
        Assert.Equal(string.Empty, await visit.Page.Locator("#announcer").TextContentAsync());
    }

    [Fact]
    public async Task The_countdown_follows_the_servers_clock()
    {
        await using var shop = await Shop.Open();
        await using var visit = await Visit.Begin(chromium, shop);
        await visit.Page.Clock.SetFixedTimeAsync(ShopClock.Start.UtcDateTime.AddHours(-7));

        await visit.OpenDeposit();

        await visit.UntilText("#countdown", "15:00");
    }

    [Fact]
    public async Task Asks_no_more_once_it_is_over()
    {
        await using var shop = await Shop.Open(Samples.Deposit() with { Status = DepositStatus.Paid });
        await using var visit = await Visit.BeginWithClock(chromium, shop);
        await visit.OpenDeposit();

        await visit.Page.Clock.RunForAsync(60_000);

        Assert.Equal(0, shop.StatusReads);
    }

    [Fact]
    public async Task Rests_while_nobody_looks()
    {
        await using var shop = await Shop.Open();
        await using var visit = await Visit.BeginWithClock(chromium, shop);
        await visit.OpenDeposit();
        await Look(visit, isHidden: true);
        await visit.Page.Clock.RunForAsync(60_000);
        Assert.Equal(0, shop.StatusReads);

        shop.Change(deposit => deposit with { Status = DepositStatus.Paid });
        await Look(visit, isHidden: false);

        await visit.UntilStage("paid");
    }

    [Fact]
    public async Task Slows_down_and_says_so_while_the_server_fails()
    {
        await using var shop = await Shop.Open();
        await using var visit = await Visit.BeginWithClock(chromium, shop);
        visit.ExpectedError = "status of 503";
        await visit.OpenDeposit();
        shop.IsStatusBroken = true;

        foreach (var (waitMs, reads) in new[] { (1_000, 1), (2_000, 2), (4_000, 3) })
        {
            await AskAfter(visit, waitMs);
            Assert.Equal(reads, shop.StatusReads);
        }

        Assert.True(await visit.Page.GetByText("The connection is lost").IsVisibleAsync());
        shop.IsStatusBroken = false;
        await AskAfter(visit, 8_000);
        await Assertions.Expect(visit.Page.Locator("#offline")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Keeps_the_keyboards_place_when_the_content_changes()
    {
        await using var shop = await Shop.Open();
        await using var visit = await Visit.BeginWithClock(chromium, shop);
        await visit.OpenDeposit();
        await visit.Page.Locator("[data-copy]").FocusAsync();

        shop.Change(deposit => deposit with { Status = DepositStatus.Paid });
        await visit.Page.Clock.RunForAsync(1_000);
        await visit.UntilStage("paid");

        Assert.Equal("amount", await visit.Page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [Fact]
    public async Task Pays_from_the_sandbox()
    {
        await using var shop = await Shop.Open();
        await using var visit = await Visit.BeginWithClock(chromium, shop);
        await visit.OpenDeposit();

        await visit.Page.RunAndWaitForResponseAsync(
            () => visit.Page.Locator("#sandbox-pay").ClickAsync(), answer => answer.Url.EndsWith("/sandbox/pay"));
        await visit.Page.Clock.RunForAsync(1_000);

        await visit.UntilStage("paid");
        Assert.Equal(
            $$"""{"payment_request":"{{Samples.PaymentRequest}}","outcome":"settle"}""", shop.SandboxPayments.Single());
    }

    // The answer must have been handled, so that the next question has been scheduled on the paused clock.
    private static async Task AskAfter(Visit visit, int waitMs)
    {
        await visit.Page.RunAndWaitForResponseAsync(
            () => visit.Page.Clock.RunForAsync(waitMs), answer => answer.Url.EndsWith("/status"));
        await visit.Page.EvaluateAsync("Promise.resolve()");
    }

    private static Task Look(Visit visit, bool isHidden) => visit.Page.EvaluateAsync(
        "isHidden => { Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true });"
        + " document.dispatchEvent(new Event('visibilitychange')); }",
        isHidden);
}
