using Fulgurite.App.Apis.AlphaPo;
using Fulgurite.Money;
using Fulgurite.Secrets;

namespace Fulgurite.Contracts.AlphaPo;

/// <summary>
/// What the surface talks to in these tests: one merchant's records in memory, and a list of what was asked.
/// </summary>
internal sealed class EngineInMemory
{
    public const string PublicKey = "pK3mQ8vT1xZ6bN9cR4wL7yH2jF5dG0sA";
    public const string Secret = "AbCdEfG123456";
    public const string PaymentRequest = "lnbc2500u1pexample";

    private static readonly AlphaPoMerchant Merchant = new("wallet-1", "environment-1");

    public AlphaPoKey Key { get; set; } = new()
    {
        PublicKey = PublicKey,
        Secret = new SecretValue(Secret),
        Merchant = Merchant,
    };

    public Msat Balance { get; set; }

    public List<TakeDeposit> Taken { get; } = [];

    public List<DepositFacts> Deposits { get; } = [];

    public Func<TakeDepositOutcome> NextOutcome { get; set; } = () =>
        TakeDepositOutcome.Taken(new(100_100, PaymentRequest, DateTimeOffset.FromUnixTimeSeconds(1_774_373_101)));

    /// <summary>How often anything but a key was asked for.</summary>
    public int CallCount { get; private set; }

    /// <summary>How often a key was asked for.</summary>
    public int KeyCallCount { get; private set; }

    public AlphaPoEngine ToEngine() => new()
    {
        FindKey = (publicKey, _) =>
        {
            KeyCallCount++;
            return Task.FromResult(publicKey == Key.PublicKey ? Key : null);
        },
        TakeInvoice = (merchant, wanted, _) =>
        {
            Count(merchant);
            Taken.Add(wanted);
            return Task.FromResult(NextOutcome());
        },
        ReadBalance = (merchant, _) =>
        {
            Count(merchant);
            return Task.FromResult(Balance);
        },
        FindDepositById = (merchant, id, _) => Find(merchant, deposit => deposit.TransactionId == id),
        FindDepositByForeignId = (merchant, foreignId, _) => Find(merchant, deposit => deposit.ForeignId == foreignId),
        FindDepositByPaymentHash = (merchant, hash, _) => Find(merchant, deposit => deposit.PaymentHash == hash),
    };

    private Task<DepositFacts?> Find(AlphaPoMerchant merchant, Predicate<DepositFacts> isWanted)
    {
        Count(merchant);
        return Task.FromResult(Deposits.FindLast(isWanted));
    }

    private void Count(AlphaPoMerchant merchant)
    {
        Assert.Equal(Merchant, merchant);
        CallCount++;
    }
}
