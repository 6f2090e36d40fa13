using System.Globalization;
using System.Text.RegularExpressions;
using Fulgurite.Identity;

namespace Fulgurite.Worlds.Stories;

/// <summary>
/// Short names for the long ids of a world: shop-1, invoice-3, request-1, callback-2, payment-4, and payee-2 for what
/// it pays. They are given at the end, from what is stored, in the order in which things came to be.
/// </summary>
internal sealed partial class Names
{
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> owners = new(StringComparer.Ordinal);
    private readonly List<(string Payment, string Payee)> pairs = [];

    /// <summary>The names of a world.</summary>
    public Names(World world)
    {
        var node = world.Node.Info.Id.Hex;
        names[node] = names[node[..16]] = "the-node";
        foreach (var (i, shop) in world.Shops.Index())
        {
            names.TryAdd(shop.Environment.ToString(), $"shop-{i + 1}");
            names[shop.Wallet.ToString()] = $"shop-{i + 1}";
        }

        foreach (var (i, order) in world.Orders.Index())
        {
            Name(order.Id!.Value.ToString(), $"invoice-{i + 1}", names[order.Wallet.ToString()]);
        }

        NameByReference(world);
        foreach (var (i, asked) in world.Requests.Asked.Index())
        {
            Name(asked.Id.ToString(), $"request-{i + 1}", names[asked.Wallet.ToString()]);
        }

        foreach (var (hash, row) in world.Tables.Witness.Partitions("hashes")
            .Select(hash => (hash, world.Tables.Witness.Row("hashes", hash, "invoice"))))
        {
            var invoice = Of(row?.Text("invoice") ?? "");
            Name(hash, invoice, owners.GetValueOrDefault(invoice, ""));
        }

        NameCallbacks(world);
        foreach (var (i, asked) in world.Payments.Asked.Index())
        {
            Name(asked.Preimage.Hash().ToString(), $"payee-{i + 1}", "");
        }

        NameChain(world);
        foreach (var (i, order) in world.Sends.Orders.Index())
        {
            Name(order.Id.ToString(), $"payment-{i + 1}", names[order.Wallet.ToString()]);
            pairs.Add(($"payment-{i + 1}", Of(world.Sends.Find(order.Target)?.Hash ?? "")));
        }
    }

    /// <summary>The payees of some payments, and the payments of some payees.</summary>
    public IEnumerable<string> PairedWith(IReadOnlySet<string> some) =>
        pairs.Where(pair => some.Contains(pair.Payment)).Select(pair => pair.Payee)
            .Concat(pairs.Where(pair => some.Contains(pair.Payee)).Select(pair => pair.Payment)).ToList();

    /// <summary>What each short name of a kind belongs to, for the list at a story's head.</summary>
    public IEnumerable<string> Legend(IReadOnlySet<string> wanted) =>
        from name in wanted.Order(StringComparer.Ordinal)
        where owners.ContainsKey(name)
        let payee = pairs.Find(pair => pair.Payment == name).Payee
        select payee is null ? $"{name} of {owners[name]}" : $"{name} of {owners[name]}, to {payee}";

    /// <summary>A text with every id that has a name replaced by it.</summary>
    public string In(string text) => Ids().Replace(text, id => Of(id.Value));

    /// <summary>The short names that a text, after <see cref="In"/>, mentions.</summary>
    public static IEnumerable<string> MentionedIn(string text) => Short().Matches(text).Select(match => match.Value);

    /// <summary>
    /// What a thing belongs to: a callback to its invoice, an invoice to its shop; empty where unknown.
    /// </summary>
    public string OwnerOf(string name) => owners.GetValueOrDefault(name, "");

    /// <summary>What belongs to one of them, and what belongs to that.</summary>
    public IEnumerable<string> OwnedBy(IReadOnlySet<string> some)
    {
        var direct = owners.Where(owned => some.Contains(owned.Value)).Select(owned => owned.Key).ToHashSet();
        return direct.Concat(owners.Where(owned => direct.Contains(owned.Value)).Select(owned => owned.Key));
    }

    // Where the product chose an invoice's id, the merchant's reference tells which order it is.
    private void NameByReference(World world)
    {
        var orders = world.Orders.Index().Where(o => o.Item.MerchantReference is not null)
            .ToDictionary(o => o.Item.MerchantReference!, o => o.Index + 1);
        foreach (var shop in world.Shops)
        {
            foreach (var row in world.Tables.Witness.Partition("wallets", shop.Wallet.ToString()).Values)
            {
                if (row.Is("invoice") && orders.TryGetValue(row.Text("merchant_reference"), out var number))
                {
                    Name(row.Part(1), $"invoice-{number}", names[shop.Wallet.ToString()]);
                }
            }
        }
    }

    // Sends and receives belong to their shop; a transaction to the send that it was made for.
    private void NameChain(World world)
    {
        foreach (var (i, receiver) in world.ChainOrders.Receives.Index())
        {
            Name(receiver.Receive.ToString(), $"receive-{i + 1}", names[receiver.Wallet.ToString()]);
        }

        foreach (var (i, order) in world.ChainOrders.Sends.Index())
        {
            Name(order.Id.ToString(), $"send-{i + 1}", names[order.Wallet.ToString()]);
        }

        var made = world.Chain.Prepared.Select(prepared => (
            prepared.Transaction.Id,
            Owner: world.ChainOrders.Sends.Find(order => order.Destination == prepared.Asked.Destination)?.Id));
        var paid = world.Chain.Transactions.Select(transaction => (
            transaction.Signed.Id,
            Owner: (PaymentId?)null));
        foreach (var (i, (id, owner)) in made.Concat(paid).DistinctBy(each => each.Id).Index())
        {
            Name(id.ToString(), $"tx-{i + 1}", owner is { } send ? Of(send.ToString()) : "");
        }
    }

    private void NameCallbacks(World world)
    {
        var count = 0;
        foreach (var shop in world.Shops)
        {
            var rows = world.Tables.Witness.Partition("wallets", shop.Wallet.ToString()).Values;
            var serials = rows.Where(row => row.Is("invoice")).ToDictionary(
                row => row.Integer("serial").ToString(CultureInfo.InvariantCulture), row => Of(row.Part(1)));
            foreach (var delivery in rows.Where(row => row.Is("delivery"))
                .OrderBy(row => row.Instant("created_at")).ThenBy(row => row.Key, StringComparer.Ordinal))
            {
                Name(
                    delivery.Part(1),
                    $"callback-{++count}",
                    serials.GetValueOrDefault(delivery.Text("reference"), names[shop.Wallet.ToString()]));
            }
        }
    }

    private void Name(string id, string name, string owner)
    {
        names[id] = name;
        if (owner.Length > 0 && owner != name)
        {
            owners.TryAdd(name, owner);
        }
    }

    private string Of(string id) => names.GetValueOrDefault(id, id);

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16,66}")]
    private static partial Regex Ids();

    [GeneratedRegex("(?<![a-z-])(shop|invoice|request|callback|payment|payee|receive|send|tx)-[0-9]+")]
    private static partial Regex Short();
}
