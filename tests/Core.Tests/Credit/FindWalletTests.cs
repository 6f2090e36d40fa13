using Fulgurite.Access;
using Fulgurite.Credit;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Tests.Books;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Credit;

public sealed class FindWalletTests
{
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
        var found = await new FindWallet(book.Tables, new WalletReads(book.Tables))
            .Execute(Samples.Wallet, CancellationToken.None);
        return (found!.Profile.Name, found.Profile.CreatedAt, found.Profile.UpdatedAt);
    }

    private static Task Store(Book book, MerchantEnvironment environment) => book.Tables.Commit(
        Registry.Table,
        new RowBatch(
        [
            RowWrite.Put(RegistryRows.EnvironmentOf(environment.Id), RegistryRows.ToFields(environment)),
        ]),
        CancellationToken.None);
}
