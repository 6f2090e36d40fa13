using System.Buffers;
using System.Text;
using Fulgurite.App.Pages;

namespace Fulgurite.App.Apis.Voltage.Statements;

/// <summary>What the pages of statements have in common: the frame, sums, the proof and its failure.</summary>
internal static class StatementPage
{
    /// <summary>Everything before a page's first section.</summary>
    public static void Begin(IBufferWriter<byte> body, string title)
    {
        Write(body, Html.Of($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{StatementStyle.Policy}">
            <title>{title}</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex">

            """));

        // The one text that is not encoded: our own style, as the browser hashes it.
        body.Write(Encoding.UTF8.GetBytes($"<style>{StatementStyle.Sheet}</style>\n"));
        Write(body, Html.Of($"""
            </head>
            <body>
            <header>{Logo.Render()}<span>Fulgurite</span></header>
            <main>

            """));
    }

    /// <summary>Everything after a page's last section.</summary>
    public static void End(IBufferWriter<byte> body) => Write(body, Html.Of($"""
        </main>
        <footer>Made by Fulgurite from the wallets' journals. 1 sat = 1,000 msat = 0.00000001 BTC.</footer>
        </body>
        </html>

        """));

    /// <summary>A table of sums, whose last row is what they come to.</summary>
    public static Html Sums(IEnumerable<Html> rows) => Html.Of($"""
        <table class="sums">
        <thead><tr><th scope="col">What</th><th scope="col" class="amount">Number</th>
        <th scope="col" class="amount">Sats</th><th scope="col" class="amount">BTC</th></tr></thead>
        <tbody>
        {Html.Concat(rows)}
        </tbody>
        </table>
        """);

    /// <summary>A row of such a table.</summary>
    public static Html Sum(string words, long? count, long amountMsat) => Html.Of($"""
        <tr><th scope="row">{words}</th>
        <td class="amount">{(count is { } number ? StatementText.Number(number) : "")}</td>
        <td class="amount">{Sats(amountMsat)}</td>
        <td class="amount">{StatementText.Btc(amountMsat).Replace('-', '−')}</td></tr>

        """);

    /// <summary>The chain hashes at both ends.</summary>
    public static Html Proof((long Line, string Hash) before, (long Line, string Hash) end) => Html.Of($"""
        <dl class="proof">
        <div><dt>Before the first line: line {before.Line}, chain hash</dt><dd class="hash">{before.Hash}</dd></div>
        <div><dt>At the end: line {end.Line}, chain hash</dt><dd class="hash">{end.Hash}</dd></div>
        </dl>
        """);

    /// <summary>What stands in the place of totals that are not proven.</summary>
    public static Html Failure(string? problem) => Html.Of($"""
        <section class="failure" role="alert">
        <h2>This statement cannot be established. Do not rely on it.</h2>
        <p>{problem}</p>
        <p>No end and no totals are shown, because they would not be proven. The operator has been told, and finds out
        more with <code>fulgurite verify</code>.</p>
        </section>

        """);

    /// <summary>Satoshis, with a minus sign that is as wide as a digit.</summary>
    public static string Sats(long amountMsat) => StatementText.Sats(amountMsat).Replace('-', '−');

    /// <summary>Writes markup.</summary>
    public static void Write(IBufferWriter<byte> body, Html markup) =>
        body.Write(Encoding.UTF8.GetBytes(markup.ToString()));
}
