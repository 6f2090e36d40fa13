using Fulgurite.Statements;
using Fulgurite.Tests.Books;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Statements;

public sealed class FindLineTests
{
    // Seconds before and after midnight at which the lines were committed, in their order. The place is before the
    // first that is at midnight or later, whatever stands behind it.
    [Theory]
    [InlineData("", 0)]
    [InlineData("-5", 1)]
    [InlineData("0", 0)]
    [InlineData("5", 0)]
    [InlineData("-9 -5 -1 0 1 2", 3)]
    [InlineData("-9 -5 -1", 3)]
    [InlineData("1 -1 1 -1 1", 0)]
    [InlineData("-9 3 -2 -1 2", 1)]
    [InlineData("-90 -30 2 -30 2 -30 -30 2", 2)]
    [InlineData("-90 -80 -70 -61 0 -59 -58", 4)]
    public async Task The_place_of_an_instant_is_before_the_first_line_at_it_or_later(string seconds, long before)
    {
        var book = await Written(seconds.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse));
        Assert.Equal(before, await Find(book));
    }

    // Whatever is committed later does not move a place that has a line behind it.
    [Fact]
    public async Task A_place_stays_where_it_is()
    {
        int[] seconds = [-3, -2, 2, -1, -1, 1, -1, 3, 4, -1, 5];
        var book = await Written(seconds.Take(2));
        foreach (var second in seconds.Skip(2))
        {
            await Add(book, second);
            Assert.Equal(2, await Find(book));
        }
    }

    [Fact]
    public async Task A_long_journal_is_not_read_through()
    {
        var book = await Written(Enumerable.Range(-600, 1_000).Select(minute => minute * 60));
        var reads = book.Tables.Reads;
        Assert.Equal(600, await Find(book));
        Assert.True(book.Tables.Reads - reads <= 14, $"{book.Tables.Reads - reads} reads");
    }

    private static readonly DateTimeOffset Midnight = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    private static async Task<Book> Written(IEnumerable<int> seconds)
    {
        var book = await Book.Open();
        foreach (var second in seconds)
        {
            await Add(book, second);
        }

        return book;
    }

    private static async Task Add(Book book, int second)
    {
        book.Clock.Now = Midnight.AddSeconds(second);
        await book.Execute(Commands.Deposit($"{(await book.Head()).Sequence}", 1));
    }

    private static async Task<long> Find(Book book)
    {
        var find = new FindLine(new WalletReads(book.Tables));
        return await find.Before(await book.Head(), Midnight, CancellationToken.None);
    }
}
