namespace Fulgurite.Worlds.Audit;

/// <summary>A wallet's partition, sorted by kind of row.</summary>
internal sealed class StoredBook
{
    private readonly ILookup<string, StoredRow> kinds;

    /// <summary>Of the partition's rows.</summary>
    public StoredBook(string wallet, IReadOnlyList<StoredRow> rows)
    {
        Wallet = wallet;
        kinds = rows.ToLookup(row => row.Part(0));
    }

    /// <summary>Whose.</summary>
    public string Wallet { get; }

    /// <summary>Its head; a book has one.</summary>
    public StoredRow Head => kinds["head"].Single();

    /// <summary>Every row of a kind, in order of its key.</summary>
    public IReadOnlyList<StoredRow> Rows(string kind) => [.. kinds[kind]];

    /// <summary>Every kind of row in it.</summary>
    public IEnumerable<string> Kinds => kinds.Select(kind => kind.Key);
}
