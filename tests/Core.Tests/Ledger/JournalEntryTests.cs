using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Money;

namespace Fulgurite.Tests.Ledger;

public sealed class JournalEntryTests
{
    private static readonly JournalEntry First = Samples.EntryAfter(
        Samples.Head,
        new Transfer(Account.LightningIn, Account.Available, Msat.FromSats(250_000)),
        new Transfer(Account.Available, Account.ProcessingFees, Msat.FromSats(2_000)));

    // The known answers were computed with another program's SHA-256 over the documented text.
    [Fact]
    public void Hashes_its_fields_one_a_line()
    {
        Assert.Equal(
            """
            fulgurite-journal-1
            11111111-1111-4111-8111-111111111111
            1
            1774373101123456
            receive-invoice
            44444444-4444-4444-8444-444444444444
            btc
            lightning-in>available:250000000;available>processing-fees:2000000
            0000000000000000000000000000000000000000000000000000000000000000
            """,
            First.HashedText);
        Assert.Equal("8faae7703e254a79defd7e14c1f7115677f08778a4c365ff96f116355f79b68c", First.Hash);
    }

    [Fact]
    public void Chains_to_the_line_before()
    {
        var second = Samples.EntryAfter(
            Samples.Head.After(First), new Transfer(Account.LightningIn, Account.Suspense, new Msat(1)));
        Assert.Equal("208b13a7bce4a23e38cc9d97ec79cc8f02e050f6e33ab35e71c66717047120ed", second.Hash);
    }

    public static TheoryData<string, JournalEntry> Changes => new()
    {
        { "wallet", First with { Wallet = new WalletId(Guid.Empty) } },
        { "sequence", First with { Sequence = 2 } },
        { "time", First with { At = First.At.AddMicroseconds(1) } },
        { "movement", First with { Movement = "receive-unattributed" } },
        { "reference", First with { Reference = "" } },
        { "asset", First with { Asset = "usd" } },
        { "amount", First with { Transfers = [First.Transfers[0], Fee(1_999)] } },
        { "order", First with { Transfers = [.. First.Transfers.Reverse()] } },
        { "missing transfer", First with { Transfers = [First.Transfers[0]] } },
        { "line before", First with { PreviousHash = new string('0', 63) + "1" } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Any_change_shows_in_the_hash(string changed, JournalEntry entry)
    {
        Assert.NotEmpty(changed);
        Assert.NotEqual(First.Hash, entry.Hash);
    }

    [Fact]
    public void The_hash_does_not_depend_on_the_time_zone() => Assert.Equal(
        First.Hash, (First with { At = First.At.ToOffset(TimeSpan.FromHours(5)) }).Hash);

    [Fact]
    public void Transfers_read_back_from_their_stored_form() =>
        Assert.Equal(First.Transfers, JournalEntry.ParseTransfers(First.TransfersText));

    private static Transfer Fee(long sats) =>
        new(Account.Available, Account.ProcessingFees, Msat.FromSats(sats));
}
