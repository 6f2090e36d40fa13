using Fulgurite.App.Pages;
using Fulgurite.Money;

namespace Fulgurite.App.Checkout;

/// <summary>The form in which a payer says how much to deposit.</summary>
internal static class DepositFormPage
{
    /// <summary>The document.</summary>
    /// <param name="form">What the wallet offers.</param>
    /// <param name="entry">What the fields hold.</param>
    /// <param name="requestId">The hidden id of this showing.</param>
    /// <param name="problem">Why the last try failed; null on the first showing.</param>
    public static Html Render(DepositFormView form, AmountEntry entry, string requestId, string? problem)
    {
        var title = problem is null ? $"Deposit · {form.Payee}" : $"Problem: {problem} · {form.Payee}";
        var frame = new PageFrame(title)
        {
            Notice = form.IsMainnet ? null : "Test network: no real money moves here.",
        };
        return PageLayout.Render(frame, Html.Of($"""
            <article class="card form">
            <p class="payee">Pay <bdi>{form.Payee}</bdi></p>
            <h1>Deposit bitcoin over Lightning</h1>
            <form method="post" action="/pay/new/{Uri.EscapeDataString(form.WalletId)}" novalidate>
            <input type="hidden" name="request_id" value="{requestId}">
            <div class="field">
            <label for="amount">Amount</label>
            {AmountField(entry, problem)}
            {Problem(problem)}
            <p id="limits" class="hint">{Limits(form)}</p>
            </div>
            {Units(entry.IsInSats)}
            <button type="submit" class="button primary">Generate</button>
            </form>
            </article>
            """));
    }

    /// <summary>The document for a wallet that has no form.</summary>
    public static Html RenderUnknown() => PageLayout.Render(new PageFrame("Unknown form"), Html.Of($"""
        <article class="card message">
        <h1>We do not know this form</h1>
        <p>The address may be incomplete. Please open the link again from where you got it.</p>
        </article>
        """));

    /// <summary>What to say when the amount is outside the limits.</summary>
    public static string OutsideLimits(DepositFormView form) =>
        $"Enter between {PageText.Bitcoin(form.AmountMin)} and {PageText.Bitcoin(form.AmountMax)} BTC "
        + $"({PageText.Sats(form.AmountMin)} to {PageText.SatsWithUnit(form.AmountMax)}).";

    private static Html AmountField(AmountEntry entry, string? problem) => problem is null
        ? Html.Of($"""
            <input id="amount" class="amount" name="amount" inputmode="decimal" autocomplete="off" required
            placeholder="{Placeholder(entry.IsInSats)}" value="{entry.Text}" aria-describedby="limits">
            """)
        : Html.Of($"""
            <input id="amount" class="amount" name="amount" inputmode="decimal" autocomplete="off" required autofocus
            value="{entry.Text}" aria-invalid="true" aria-describedby="problem limits">
            """);

    private static string Placeholder(bool isInSats) => isInSats ? "250000" : "0.0025";

    private static Html Problem(string? problem) =>
        problem is null ? Html.Empty : Html.Of($"""<p id="problem" class="problem" role="alert">{problem}</p>""");

    private static Html Limits(DepositFormView form) => Html.Of($"""
        <span>{Limit("Min", form.AmountMin)}</span> <span>{Limit("Max", form.AmountMax)}</span>
        """);

    private static string Limit(string name, Msat amount) =>
        $"{name} {PageText.Bitcoin(amount)} BTC ({PageText.SatsWithUnit(amount)})";

    private static Html Units(bool isInSats) => Html.Of($"""
        <fieldset class="units"><legend>Unit</legend>
        {Unit("btc", "BTC", !isInSats)}
        {Unit("sats", "sats", isInSats)}
        </fieldset>
        """);

    private static Html Unit(string value, string label, bool isChosen) => isChosen
        ? Html.Of($"""<label><input type="radio" name="unit" value="{value}" checked><span>{label}</span></label>""")
        : Html.Of($"""<label><input type="radio" name="unit" value="{value}"><span>{label}</span></label>""");
}
