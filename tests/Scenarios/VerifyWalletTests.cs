using Fulgurite.Ledger;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Scenarios;

public sealed class VerifyWalletTests
{
    /// <summary>Columns whose value no other row, hash or signature contradicts.</summary>
    private static readonly HashSet<string> Uncontradicted =
    [
        // The limit is nowhere else; too low a limit shows where the balance passed it.
        "head credit_limit_msat",

        // The node's place for a settlement: only the node knows it.
        "event settle_index",

        // Of money in suspense there is no settled invoice to agree with.
        "event settled_at",

        // Of an invoice that is not paid, only the merchant knows whom it is for; callbacks tell of the others.
        "invoice customer_reference",

        // Who signed the payment request, which would cost more to find out than all the rest.
        "event node",

        // Sent or not sent: the endpoint knows. How far a schedule is, within all attempts.
        "delivery attempts_of_round",

        // What an endpoint once answered.
        "attempt at", "attempt duration_ms", "attempt url", "attempt http_status", "attempt problem", "attempt excerpt",

        // The account of what the node was asked, which is written without a journal line: only the node knows how
        // many tries there were, and a payment that ended keeps the account as it was.
        "payment requests_open", "payment node_index", "payment is_known", "payment request_token",
        "payment requested_at", "payment node",

        // What people call a wallet, and when they said so.
        "head-profile name", "head-profile metadata", "head-profile input", "head-profile revision",
        "head-profile created_at", "head-profile updated_at",

        // The rate of an invoice that was never paid.
        "invoice fee_basis_points",
    ];

    [Fact]
    public async Task A_lived_in_wallet_is_proved()
    {
        var wallet = LivedInWallet.Shared.Value;
        var verdict = await wallet.Verify();

        Assert.Empty(verdict.Findings);
        Assert.Equal(
            (18, 10, 6, 0), (verdict.Lines, verdict.Invoices, verdict.Payments, verdict.Unknown));
        Assert.Equal(3_000_000, verdict.Balances[Account.LightningOut]);
        Assert.Equal(3_000, verdict.Balances[Account.NetworkFees]);
        Assert.Equal(1_010_000, verdict.Balances[Account.Held]);
        Assert.Equal(0, verdict.Balances.Values.Sum());
        Assert.Equal(5_001_000, verdict.Balances[Account.Suspense]);
        var kinds = wallet.Rows().Select(row => row.Key.Row.Split('|')[0]).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "active", "attempt", "cycle", "delivery", "due", "ended", "event", "head", "head-profile", "invoice",
                "journal", "list", "once", "open", "payment", "reference", "sending", "serial",
            ],
            kinds);
    }

    [Fact]
    public async Task Every_column_of_every_row_that_is_corrupted_is_named()
    {
        var wallet = LivedInWallet.Shared.Value;
        var unnoticed = new SortedSet<string>(StringComparer.Ordinal);
        var misnamed = new List<string>();
        foreach (var row in wallet.Rows())
        {
            foreach (var (column, value) in row.Fields.ToList())
            {
                await wallet.Put(row.Key, row.Fields.With(Corrupted(column, value)));
                var findings = (await wallet.Verify()).Findings;
                await wallet.Put(row.Key, row.Fields);
                var what = $"{row.Key.Row.Split('|')[0]} {column}";
                if (findings.Count == 0)
                {
                    unnoticed.Add(what);
                }
                else if (findings[0].Row != row.Key && findings[0].Witness != row.Key)
                {
                    misnamed.Add($"{row.Key.Row} {column}: {string.Join(" ;; ", findings)}");
                }
            }
        }

        Assert.Empty(misnamed);
        Assert.Empty(unnoticed.Except(Uncontradicted));
        Assert.Empty((await wallet.Verify()).Findings);
    }

    [Fact]
    public async Task Every_row_that_is_missing_is_named()
    {
        var wallet = LivedInWallet.Shared.Value;
        var misnamed = new List<string>();
        foreach (var row in wallet.Rows())
        {
            await wallet.Delete(row.Key);
            var findings = (await wallet.Verify()).Findings;
            await wallet.Put(row.Key, row.Fields);
            var isNamed = findings.Count > 0
                && (findings[0].Row == row.Key || findings[0].Witness == row.Key || row.Key.Row.StartsWith("attempt|"));

            // Wallets from before there were such rows have none.
            isNamed |= row.Key.Row is "active" or "head-profile";
            if (!isNamed)
            {
                misnamed.Add($"{row.Key.Row}: {string.Join(" ;; ", findings)}");
            }
        }

        Assert.Empty(misnamed);
    }

    [Fact]
    public async Task A_payment_without_the_right_to_its_hash_is_named()
    {
        var wallet = LivedInWallet.Create();
        var named = new List<string>();
        foreach (var row in wallet.Rows().Where(row => row.Key.Row.StartsWith("payment|", StringComparison.Ordinal)))
        {
            var key = new RowKey(row.Fields.Text("payment_hash"), "payment");
            var right = (await wallet.Tables.Get(new TableName("hashes"), key, CancellationToken.None))!;
            var stolen = right.Fields.With(new RowFields { { "payment", Guid.Empty.ToString() } });
            await wallet.Put("hashes", key, stolen);
            var findings = (await wallet.Verify()).Findings;
            await wallet.Put("hashes", key, right.Fields);
            var isNamed = findings.Any(finding => finding.Row == key && finding.Witness == row.Key);
            named.AddRange(isNamed ? [row.Fields.Text("state")] : []);
        }

        Assert.Equal(
            ["InFlight", "Succeeded", "Succeeded", "Succeeded", "Succeeded"], named.Order(StringComparer.Ordinal));
        Assert.Empty((await wallet.Verify()).Findings);
    }

    [Fact]
    public async Task A_forged_line_that_holds_for_no_payment_is_found()
    {
        var wallet = LivedInWallet.Create();
        var head = WalletRows.ToHead((await wallet.Tables.Get(
            WalletRows.Table, WalletRows.HeadKey(wallet.Shop.Wallet), CancellationToken.None))!);
        var forged = new JournalEntry(
            wallet.Shop.Wallet,
            head.Sequence + 1,
            head.Cycle!.Period.Start,
            "adjust",
            "nothing",
            "btc",
            [new Transfer(Account.Available, Account.Held, new Msat(7))],
            head.ChainHash);
        await wallet.Put(WalletRows.JournalKey(wallet.Shop.Wallet, forged.Sequence), WalletRows.ToFields(forged));
        await wallet.Put(WalletRows.HeadKey(wallet.Shop.Wallet), WalletRows.ToFields(head with
        {
            Sequence = forged.Sequence, ChainHash = forged.Hash, Balances = head.Balances.After(forged.Transfers[0]),
        }));

        var finding = Assert.Single((await wallet.Verify()).Findings);
        Assert.Equal(("balance_held_msat", "1010007", "1010000"), (finding.Column, finding.Says, finding.ShouldSay));
    }

    private static RowFields Corrupted(string column, object value)
    {
        var changed = new RowFields();
        switch (value)
        {
            case string text:
                changed.Add(column, Corrupted(text));
                break;
            case long number:
                changed.Add(column, number + 1);
                break;
            case bool flag:
                changed.Add(column, !flag);
                break;
            case DateTimeOffset at:
                changed.Add(column, at.AddSeconds(1));
                break;
            case byte[] bytes:
                changed.Add(column, [.. bytes[..^1], (byte)(bytes[^1] ^ 1)]);
                break;
        }

        return changed;
    }

    // What stays of the same form is the harder case.
    private static string Corrupted(string text) => text switch
    {
        "Settled" => "Open",
        "Open" => "Settled",
        "Expired" => "Canceled",
        "Succeeded" => "InFlight",
        "InFlight" => "Succeeded",
        "Failed" => "InFlight",
        "NoRoute" => "Timeout",
        "initiated" => "succeeded",
        "Pending" => "Delivered",
        "Delivered" => "Pending",
        _ when text.Length > 0 && char.IsAsciiHexDigitLower(text[^1]) => text[..^1] + (text[^1] == '0' ? '1' : '0'),
        _ => text + "x",
    };
}
