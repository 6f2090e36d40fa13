using Fulgurite.Sandbox.MemoryTables;

namespace Fulgurite.Contracts.Tables;

public sealed class MemoryTableStoreTests() : TableStoreContract(new MemoryTableStore());
