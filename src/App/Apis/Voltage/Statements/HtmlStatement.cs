using System.Buffers;
using System.Text;
using Fulgurite.App.Pages;
using Fulgurite.Money;
using Fulgurite.Statements;

namespace Fulgurite.App.Apis.Voltage.Statements;

/// <summary>
/// A statement as one page that needs no other file: to be read, printed and kept. The markup is sent while the journal
/// is read, so the sums stand at its end, where an accountant looks for them.
/// </summary>
internal sealed class HtmlStatement
{
    private readonly IBufferWriter<byte> body;

    /// <summary>Begins one.</summary>
    /// <param name="body">Where to.</param>
    public HtmlStatement(IBufferWriter<byte> body)
    {
        this.body = body;
        Writer = new StatementWriter(Begin, Add, End);
    }

    /// <summary>Writes it.</summary>
    public StatementWriter Writer { get; }

    private void Begin(StatementFacts facts, JournalPoint? opening)
    {
        // The one text that is not encoded: our own style, as the browser hashes it.
        Write(Html.Of($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{StatementStyle.Policy}">
            <title>Statement · {facts.Wallet.Profile.Name} · {Period(facts)}</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex">
            """));
        body.Write(Encoding.UTF8.GetBytes($"<style>{StatementStyle.Sheet}</style>\n"));
        Write(Html.Of($"""
            </head>
            <body>
            <header>{Logo.Render()}<span>Fulgurite</span></header>
            <main>
            {Head(facts)}
            <section class="card" aria-labelledby="movements">
            <h2 id="movements">Movements</h2>
            <div class="scroll">
            <table>
            <thead><tr><th scope="col">Line</th><th scope="col">Time, UTC</th><th scope="col">What</th>
            <th scope="col">For</th><th scope="col" class="amount">In</th><th scope="col" class="amount">Out</th>
            <th scope="col" class="amount">Network fee</th><th scope="col" class="amount">Processing fee</th>
            <th scope="col" class="amount">Balance, sats</th></tr></thead>
            <tbody>
            {(opening is null ? Html.Empty : Point("Opening balance", opening))}
            """));
    }

    private void Add(ShownMovement shown)
    {
        var (movement, line) = (shown.Movement, shown.Movement.Line);
        Write(Html.Of($"""
            <tr><td class="when">{line.Sequence}</td><td class="when">{Moment(line.At)}</td>
            <td>{StatementText.Of(movement.Kind).Words}{Aside(movement.KeptAside)}</td>
            <td class="memo"><bdi>{shown.Memo}</bdi><span class="id">{line.Reference}</span></td>
            <td class="amount">{Amount(movement.In)}</td><td class="amount">{Amount(movement.Out)}</td>
            <td class="amount">{Amount(movement.NetworkFee)}</td>
            <td class="amount">{Amount(movement.ProcessingFee)}</td>
            <td class="amount">{Sats(shown.After.Balance.Own.Value)}</td></tr>

            """));
    }

    private void End(StatementEnd end)
    {
        var state = end.Problem is null ? end.State : null;
        Write(Html.Of($"""
            {(state is null ? Html.Empty : Point("Closing balance", state.Now))}
            </tbody>
            </table>
            </div>
            </section>
            {(state is null ? Failure(end.Problem) : HtmlStatementSums.Render(state))}
            </main>
            <footer>Made by Fulgurite from the wallet's journal. {"\u00a0"}1 sat = 1,000 msat = 0.00000001 BTC.</footer>
            </body>
            </html>

            """));
    }

    private static Html Head(StatementFacts facts) => Html.Of($"""
        <section class="card">
        <h1>Statement of <bdi>{facts.Wallet.Profile.Name}</bdi></h1>
        <p class="lead">{Period(facts)}, UTC, both days included. All amounts are bitcoin, in satoshis.</p>
        <dl class="facts">
        <div><dt>Organization</dt><dd><bdi>{facts.OrganizationName}</bdi>
        <span class="id">{facts.Organization.ToString()}</span></dd></div>
        <div><dt>Wallet</dt><dd><bdi>{facts.Wallet.Profile.Name}</bdi>
        <span class="id">{facts.Wallet.Head.Wallet.ToString()}</span></dd></div>
        <div><dt>Made</dt><dd>{PageText.Time(facts.GeneratedAt)}</dd></div>
        </dl>
        {(facts.IsComplete ? Html.Empty : Unfinished)}
        </section>
        """);

    private static Html Unfinished => Html.Of($"""
        <p class="warning">This period is not over yet: movements may follow, and the closing balance is that of
        now.</p>
        """);

    private static Html Failure(string? problem) => Html.Of($"""
        <section class="failure" role="alert">
        <h2>This statement cannot be established. Do not rely on it.</h2>
        <p>{problem}</p>
        <p>No closing balance and no totals are shown, because they would not be proven. The operator has been told, and
        finds out more with <code>fulgurite verify</code>.</p>
        </section>
        """);

    private static Html Point(string words, JournalPoint point) => Html.Of($"""
        <tr class="point"><td class="when">{point.Sequence}</td><th scope="row" colspan="7">{words}</th>
        <td class="amount">{Sats(point.Balance.Own.Value)}</td></tr>
        """);

    private static Html Aside(MsatDelta amount) => amount.Value == 0
        ? Html.Empty
        : Html.Of($"""<span class="id">kept aside: {Sats(amount.Value)} sats</span>""");

    private static string Period(StatementFacts facts) =>
        $"{StatementText.Day(facts.Period.FirstDay)} to {StatementText.Day(facts.Period.LastDay)}";

    private static string Moment(DateTimeOffset at) => VoltageTime.TextOf(at)[..19].Replace('T', ' ');

    // A column of zeros hides what is none.
    private static string Amount(Msat amount) => amount.IsZero ? "" : Sats(amount.Value);

    private static string Sats(long amountMsat) => StatementText.Sats(amountMsat).Replace('-', '−');

    private void Write(Html markup) => body.Write(Encoding.UTF8.GetBytes(markup.ToString()));
}
