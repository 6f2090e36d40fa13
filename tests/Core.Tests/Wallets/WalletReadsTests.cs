using Fulgurite.Books;
using Fulgurite.Identity;
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
