using Fulgurite.Access;
using Fulgurite.Books;
using Fulgurite.Identity;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Tests.Books;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Wallets;

public sealed class WalletReadsTests
{
    [Fact]
    public async Task A_wallet_that_is_not_there_is_null()
    {
        var book = await Book.Open();
        Assert.Null(await new WalletReads(book.Tables).Head(new WalletId(Guid.Empty), CancellationToken.None));
    }

    [Fact]
    public async Task A_wallet_from_before_there_were_profiles_is_as_old_as_its_environment()
    {
        var (book, madeAt) = (await Book.Open(), Samples.At.AddDays(-3));
        await book.Execute(Commands.Deposit("first", 1));
        var owner = new MerchantEnvironment(Samples.Environment, Samples.Organization, "shop", new BasisPoints(0))
        {
            CreatedAt = madeAt,
        };
        await Store(book, owner);

        Assert.Equal(("First wallet", madeAt, madeAt), await Profile(book));
    }

    [Fact]
    public async Task Where_nobody_wrote_that_down_it_is_as_old_as_what_happened_first()
    {
        var book = await Book.Open();
        await Store(
            book,
            new MerchantEnvironment(Samples.Environment, Samples.Organization, "shop", new BasisPoints(0)));
        Assert.Equal(DateTimeOffset.UnixEpoch, (await Profile(book)).CreatedAt);
        var firstAt = book.Clock.Now;
        await book.Execute(Commands.Deposit("first", 1));
        book.Clock.Advance(TimeSpan.FromDays(1));
        await book.Execute(Commands.Deposit("second", 1));

        Assert.Equal(("First wallet", firstAt, firstAt), await Profile(book));
    }

    private static async Task<(string Name, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)> Profile(Book book)
    {
        var found = await new WalletReads(book.Tables).Find(Samples.Wallet, CancellationToken.None);
        return (found!.Profile.Name, found.Profile.CreatedAt, found.Profile.UpdatedAt);
    }

    private static Task Store(Book book, MerchantEnvironment environment) => book.Tables.Commit(
        Registry.Table,
        new RowBatch(
        [
            RowWrite.Put(RegistryRows.EnvironmentOf(environment.Id), RegistryRows.ToFields(environment)),
        ]),
        CancellationToken.None);

    [Fact]
    public async Task Reads_a_journal_of_more_than_a_page_in_order_and_without_loss()
    {
        var book = await Book.Open();
        for (var i = 0; i < 12; i++)
        {
            Assert.IsType<BookResult.Applied>(await book.Execute(Commands.Deposit($"k{i}", 1)));
        }

        // A store may end a page wherever it likes.
        book.Tables.OnQuery = (query, _) => book.Tables.Inner.Query(
            WalletRows.Table, query with { Take = 5 }, CancellationToken.None);
        var journal = await book.Journal();
        Assert.Equal(Enumerable.Range(1, 12).Select(n => (long)n), journal.Select(entry => entry.Sequence));
    }
}
