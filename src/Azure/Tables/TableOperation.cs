using Fulgurite.Storage;

namespace Fulgurite.Azure.Tables;

/// <summary>What a request is counted as.</summary>
/// <param name="Table">The table.</param>
/// <param name="Name">One of <see cref="StorageMeter"/>'s operation tags.</param>
internal sealed record TableOperation(TableName Table, string Name);
